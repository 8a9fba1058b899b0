package dev.understudy.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Tasks that come now and then, when the thread has just gone to sleep or is about to. */
  @Test
  void noTaskIsForgottenWhateverTheMoment() throws InterruptedException {
    int count = 20_000;
    CountDownLatch runs = new CountDownLatch(count);
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      threads.execute(runs::countDown);
      for (int pause = random.nextInt(200); pause > 0; pause--) {
        Thread.onSpinWait();
      }
    }
    assertThat(runs.await(50, TimeUnit.SECONDS)).isTrue();
  }

  /** One that computes for ever is in no wait: the others go on all the same. */
  @Test
  void aTaskThatNeverEndsHoldsUpNoOther() throws InterruptedException {
    AtomicBoolean goOn = new AtomicBoolean(true);
    try {
      threads.execute(
          () -> {
            while (goOn.get()) {
              Thread.onSpinWait();
            }
          });
      CountDownLatch runs = new CountDownLatch(1);
      threads.execute(runs::countDown);
      assertThat(runs.await(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      goOn.set(false);
    }
  }

  @Test
  void aTaskThatInterruptsItsThreadHoldsUpNoOther() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      threads.execute(() -> Thread.currentThread().interrupt());
    }
    CountDownLatch runs = new CountDownLatch(1);
    threads.execute(runs::countDown);
    assertThat(runs.await(50, TimeUnit.SECONDS)).isTrue();
  }
}
