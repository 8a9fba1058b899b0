package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A close is not yet a death: a standby whose link closes while the primary has the fence. */
@EnabledOnOs(OS.LINUX)
class LostLinkTest {

  private NodeRun run;
  private NodeRun.StandIn primary;

  @BeforeEach
  void begin() throws IOException {
    run = new NodeRun();
    primary = run.sleeper();
  }

  @AfterEach
  void end() throws IOException {
    run.close();
  }

  /** A standby of the stand-in, which holds the fence, and has linked and lost it. */
  private Path lostStandby(Duration hangTimeout) throws IOException {
    assertThat(run.fence.tryTake()).isTrue();
    NodeOptions options =
        new NodeOptions(hangTimeout, Duration.ofSeconds(1), Long.MAX_VALUE, false, true, List.of());
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
    Path socket = run.directory.socket(RunDirectory.endpointName(1, ProcessHandle.current().pid()));
    FrameSocket link = FrameSocket.connect(socket);
    link.greetAsPeer(0, primary.identity());
    link.await(FrameType.LINK_JOIN);
    link.close();
    return socket;
  }

  private static PairStatus status(Path socket) {
    CommandReply reply =
        Tests.await("it serves")
            .until(
                () -> FrameSocket.command(socket, CommandRequest.STATUS),
                CommandReply.Status.class::isInstance);
    return ((CommandReply.Status) reply).status();
  }

  @Test
  void aPrimaryThatHangsIsKilledAndSucceededAlthoughTheLinkIsGone() throws IOException {
    Path socket = lostStandby(Duration.ofMillis(300));
    Tests.await("the primary is dead").until(() -> !primary.identity().isAlive());
    run.fence.free(); // As the kernel does for the dead.
    PairStatus status = status(socket);
    assertThat(status.epoch()).isEqualTo(1);
    assertThat(status.obituaries()).hasSize(1);
    assertThat(status.obituaries().get(0).pid()).isEqualTo(primary.pid());
    assertThat(status.obituaries().get(0).cause()).contains("no progress");
  }

  @Test
  void whoTakesItsTimeToDieIsWaitedFor() throws IOException {
    Path socket = lostStandby(Duration.ZERO);
    assertThat(FrameSocket.command(socket, CommandRequest.STATUS))
        .isEqualTo(
            new ServerMessage.Refused(Refusal.NOT_NOW, "this is the standby; ask the primary"));
    assertThat(primary.identity().isAlive()).isTrue();
    run.fence.free();
    PairStatus status = status(socket);
    assertThat(status.obituaries().get(0).cause()).contains("closed its connection");
  }
}
