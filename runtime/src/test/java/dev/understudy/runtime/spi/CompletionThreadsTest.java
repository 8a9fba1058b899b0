package dev.understudy.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompletionThreadsTest {

  private final CompletionThreads threads = new CompletionThreads();

  /** Each waits until all the others run: as futures do that wait for each other. */
  @Test
  void aTaskThatBlocksHoldsUpNoOther() throws InterruptedException {
    int count = 100;
    CountDownLatch allRun = new CountDownLatch(count);
    CountDownLatch allEnded = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads.execute(
          () -> {
            allRun.countDown();
            try {
              allRun.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            allEnded.countDown();
          });
    }
    assertThat(allEnded.await(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTaskThatFailsIsNotTheEndOfItsThread() throws InterruptedException {
    threads.execute(
        () -> {
          throw new AssertionError("deliberate");
        });
    CountDownLatch runs = new CountDownLatch(1);
    threads.execute(runs::countDown);
    assertThat(runs.await(50, TimeUnit.SECONDS)).isTrue();
  }
}
