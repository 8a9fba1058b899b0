package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.WriterMutex;
import dev.understudy.runtime.os.WriterMutexes;
import dev.understudy.runtime.wire.FrameType;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The writer of a standby ends, and its process still has its connection to the primary. */
@EnabledOnOs(OS.LINUX)
class StandbyWriterEndTest {

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicBoolean killed = new AtomicBoolean();
  private NodeRun run;
  private NodeRun.StandIn standby;

  /** One that takes its time to die, as a process with much memory does. */
  private record Dying(NodeRun.StandIn process, AtomicBoolean killed) implements ChildProcess {

    @Override
    public ProcessIdentity identity() {
      return process.identity();
    }

    @Override
    public void kill() {
      killed.set(true);
    }

    @Override
    public CompletableFuture<Void> death() {
      return process.death();
    }

    @Override
    public boolean wasKilled() {
      return true;
    }

    @Override
    public String ending() {
      return "its process ended";
    }
  }

  @BeforeEach
  void begin() throws Exception {
    run = new NodeRun();
    standby = run.sleeper();
    assertThat(run.fence.tryTake()).isTrue();
    run.start(
        () -> {
          WriterMutex.create(WriterMutexes.file(run.directory, standby.identity()));
          held.countDown();
          Tests.await("the end").until(() -> end.getCount() == 0);
        });
    held.await();
  }

  @AfterEach
  void end() throws IOException {
    end.countDown();
    standby.kill();
    run.close();
  }

  @Test
  @SuppressWarnings("try") // The connection stays open: that is the point.
  void thePrimaryGoesOnBeforeTheProcessIsDead() throws Exception {
    NodeOptions options =
        new NodeOptions(
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Long.MAX_VALUE,
            false,
            false,
            false,
            List.of());
    run.start(
        () ->
            PairNode.runPrimary(
                run.directory,
                run.fence,
                WarmUpServer::new,
                options,
                new OneStandby(),
                run::started,
                () -> {}));
    started.await(); // The socket of an earlier one would be swept away.
    Path endpoint = run.directory.socket(RunDirectory.endpointName(2, standby.pid()));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(endpoint));
      try (FrameSocket link = FrameSocket.accept(server)) {
        link.await(FrameType.HELLO);
        link.send(new StandbyMessage.Join(0, 0));
        link.await(FrameType.LINK_LIVE);
        link.send(new StandbyMessage.Ready(0));
        Tests.await("protected").until(() -> state() == PairStatus.State.PROTECTED);
        end.countDown();
        Tests.await("on its own").until(() -> state() == PairStatus.State.UNPROTECTED);
        assertThat(killed).isTrue();
        assertThat(standby.identity().isAlive()).isTrue();
        standby.kill();
        Tests.await("its obituary").until(() -> !status().obituaries().isEmpty());
        assertThat(status().obituaries().get(0).pid()).isEqualTo(standby.pid());
      }
    }
  }

  private PairStatus.State state() throws IOException {
    return status().state();
  }

  private PairStatus status() throws IOException {
    return FrameSocket.status(run.standbySocket()); // It is that of this process, in epoch 1.
  }

  /** No other one after it. */
  private final class OneStandby extends TakeoverWarmUp.NoChildren {

    @Override
    public ChildProcess startStandby(long epoch, int attempt) throws IOException {
      if (attempt > 1) {
        return super.startStandby(epoch, attempt);
      }
      started.countDown();
      return new Dying(standby, killed);
    }
  }
}
