package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.wire.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    run.startStandby(primary.identity(), hangTimeout);
    run.link(primary.identity()).close();
    return run.standbySocket();
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
    run.fence.free(); // As the kernel does for the dying, before they are dead.
    assertThat(primary.identity().kill()).isTrue();
    PairStatus status = status(socket);
    assertThat(status.obituaries().get(0).cause()).contains("closed its connection");
  }

  // It may be another file: somebody has deleted the one that the primary holds.
  @Test
  void aFreeFenceIsNoObituaryOfAPrimaryThatLives() throws IOException {
    Path socket = lostStandby(Duration.ZERO);
    run.fence.free();
    for (int i = 0; i < 3; i++) {
      assertThat(FrameSocket.command(socket, CommandRequest.STATUS))
          .isEqualTo(
              new ServerMessage.Refused(Refusal.NOT_NOW, "this is the standby; ask the primary"));
    }
    assertThat(primary.identity().kill()).isTrue();
    assertThat(status(socket).epoch()).isEqualTo(1);
  }
}
