package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.WriterMutex;
import dev.understudy.runtime.os.WriterMutexes;
import dev.understudy.runtime.wire.FrameType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  private FrameSocket linkedStandby() {
    NodeOptions options =
        new NodeOptions(
            Duration.ZERO, Duration.ofSeconds(1), Long.MAX_VALUE, false, true, List.of());
    run.start(
        () -> {
          try (Fence fence = Fence.openExisting(run.directory)) {
            NodeContext context =
                new NodeContext(
                    run.directory,
                    new RenewableStandby(WarmUpServer::new),
                    options,
                    new TakeoverWarmUp.NoChildren(),
                    fence);
            PairNode.warmUp(context, primary.identity(), 1, run::started);
          }
        });
    FrameSocket link = FrameSocket.connect(socket());
    try {
      link.greetAsPeer(0, primary.identity());
      link.await(FrameType.LINK_JOIN);
      return link;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path socket() {
    return run.directory.socket(RunDirectory.endpointName(1, ProcessHandle.current().pid()));
  }

  @Test
  @SuppressWarnings("try") // The connection stays open: that is the point.
  void itsStandbyServesBeforeTheLockIsFree() throws IOException {
    try (FrameSocket link = linkedStandby()) {
      end.countDown();
      CommandReply reply =
          Tests.await("it serves")
              .until(
                  () -> FrameSocket.command(socket(), CommandRequest.STATUS),
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
      link.send(PrimaryMessage.Signal.GOODBYE);
      end.countDown();
      Tests.await("the standby leaves").until(run::hasLastWriterEnded);
      assertThat(run.failure.get()).isNull();
      assertThat(run.directory.obituaryFile()).doesNotExist();
      assertThat(run.directory.lastWordsFile()).doesNotExist();
    }
  }
}
