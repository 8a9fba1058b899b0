package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.os.WriterMutex;
import dev.understudy.runtime.os.WriterMutexes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The writer of a primary ends, and its process still has the fence's lock and its connection. */
@EnabledOnOs(OS.LINUX)
class WriterEndTest {

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private NodeRun run;
  private NodeRun.StandIn primary;

  @BeforeEach
  void begin() throws IOException {
    run = new NodeRun();
    primary = run.sleeper();
    assertThat(run.fence.tryTake()).isTrue();
    run.start(
        () -> {
          WriterMutex.create(WriterMutexes.file(run.directory, primary.identity()));
          held.countDown();
          await(end);
        });
    await(held);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void end() throws IOException {
    end.countDown();
    run.close();
  }

  private FrameSocket linkedStandby() throws IOException {
    run.startStandby(primary.identity(), Duration.ZERO);
    return run.link(primary.identity());
  }

  @Test
  @SuppressWarnings("try") // The connection stays open: that is the point.
  void itsStandbyServesBeforeTheLockIsFree() throws IOException {
    try (FrameSocket link = linkedStandby()) {
      end.countDown();
      CommandReply reply =
          Tests.await("it serves")
              .until(
                  () -> FrameSocket.command(run.standbySocket(), CommandRequest.STATUS),
                  CommandReply.Status.class::isInstance);
      PairStatus status = ((CommandReply.Status) reply).status();
      assertThat(status.epoch()).isEqualTo(1);
      assertThat(status.obituaries().get(0).cause())
          .startsWith("the kernel handed on the mutex of its writer; fenced after");
      Tests.await("the rest of the former is ended").until(() -> !primary.identity().isAlive());
      assertThat(run.fence.isHeld()).isTrue();
      run.fence.free(); // As the kernel does when it closes the files of the dead.
      Tests.await("the lock is its successor's").until(() -> !couldTake());
    }
  }

  private boolean couldTake() {
    boolean taken = run.fence.tryTake();
    run.fence.free();
    return taken;
  }

  /** It ended in order: what it has sent is read to the end first, and there is no obituary. */
  @Test
  void aGoodbyeThatWasSentBeforeIsHeard() throws IOException {
    try (FrameSocket link = linkedStandby()) {
      // So much that the end of the writer is known before all of it has been read.
      link.send(PrimaryMessage.Signal.HEARTBEAT, 30_000, PrimaryMessage.Signal.GOODBYE);
      end.countDown();
      Tests.await("the standby leaves").until(run::hasLastWriterEnded);
      assertThat(run.failure.get()).isNull();
      assertThat(run.directory.obituaryFile()).doesNotExist();
      assertThat(run.directory.lastWordsFile()).doesNotExist();
    }
  }
}
