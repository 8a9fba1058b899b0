package dev.understudy.runtime.node.primary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallSlotsTest {

  private final CallSlots slots = new CallSlots();
  private final CountDownLatch taken = new CountDownLatch(1);

  private void takeInAnotherThread(int bytes) {
    Thread thread =
        new Thread(
            () -> {
              try {
                slots.take(bytes);
                taken.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void oneCallTooManyWaitsForItsTurn() throws InterruptedException {
    for (int i = 0; i < CallSlots.MAX_CALLS; i++) {
      slots.take(10);
    }
    takeInAnotherThread(10);
    assertThat(taken.await(50, TimeUnit.MILLISECONDS)).isFalse();
    slots.giveBack(10);
    assertThat(taken.await(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void fewLargeCallsWaitAsWell() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      slots.take(15 << 20);
    }
    takeInAnotherThread(15 << 20);
    assertThat(taken.await(50, TimeUnit.MILLISECONDS)).isFalse();
    slots.giveBack(15 << 20);
    assertThat(taken.await(50, TimeUnit.SECONDS)).isTrue();
  }
}
