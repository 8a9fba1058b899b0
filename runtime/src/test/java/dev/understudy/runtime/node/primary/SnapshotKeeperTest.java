package dev.understudy.runtime.node.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.node.FrameSocket;
import dev.understudy.runtime.node.NodeRun;
import dev.understudy.runtime.node.PairNode;
import dev.understudy.runtime.node.TakeoverWarmUp;
import dev.understudy.runtime.node.Tests;
import dev.understudy.runtime.node.WarmUpServer;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process that makes snapshots and cannot be started: told, tried again, and waited for by
 * nobody.
 */
@EnabledOnOs(OS.LINUX)
class SnapshotKeeperTest {

  private final AtomicInteger tries = new AtomicInteger();
  private NodeRun run;
  private Path socket;

  @BeforeEach
  void begin() throws IOException {
    run = new NodeRun();
    socket = run.directory.socket(RunDirectory.endpointName(1, ProcessHandle.current().pid()));
  }

  @AfterEach
  void end() throws IOException {
    run.close();
  }

  private interface Starting {
    ChildProcess start() throws IOException;
  }

  /** A primary that journals at once more than is to lie between two snapshots. */
  private void start(Starting starting) {
    assertThat(run.fence.tryTake()).isTrue();
    NodeOptions options =
        new NodeOptions(Duration.ZERO, Duration.ofSeconds(1), 1, false, true, false, List.of());
    run.start(
        () ->
            PairNode.runPrimary(
                run.directory,
                run.fence,
                WarmUpServer::new,
                options,
                new TakeoverWarmUp.NoChildren() {
                  @Override
                  public ChildProcess startSnapshotter() throws IOException {
                    tries.incrementAndGet();
                    return starting.start();
                  }
                },
                run::started,
                () -> {}));
  }

  private PairStatus awaitProblem() {
    return Tests.await("word of it")
        .ignoreExceptions()
        .until(
            () -> FrameSocket.status(socket),
            status -> status.problems().stream().anyMatch(text -> text.contains("snapshots")));
  }

  private void assertToldAndStopped(String reason) throws IOException {
    assertThat(awaitProblem().problems())
        .contains(
            "The process that makes snapshots cannot be started ("
                + reason
                + "). It is tried again; the journal grows until then.");
    Tests.await("another try").until(() -> tries.get() >= 2);
    assertThat(FrameSocket.command(socket, CommandRequest.STOP))
        .isEqualTo(CommandReply.Signal.STOPPING);
    Tests.await("it leaves").until(() -> !Files.exists(socket));
    assertThat(run.failure.get()).isNull();
  }

  @Test
  void anExceptionIsTold() throws IOException {
    start(
        () -> {
          throw new IOException("Cannot run program \"java\"");
        });
    assertToldAndStopped("java.io.IOException: Cannot run program \"java\"");
  }

  @Test
  void anErrorIsToldAndNothingWaitsForEver() throws IOException {
    start(
        () -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    assertToldAndStopped("java.lang.OutOfMemoryError: unable to create native thread");
  }
}
