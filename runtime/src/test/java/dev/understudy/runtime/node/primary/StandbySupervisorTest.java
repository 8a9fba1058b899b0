package dev.understudy.runtime.node.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.node.NodeRun;
import dev.understudy.runtime.node.TakeoverWarmUp;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StandbySupervisorTest {

  /** A start that is under way when the pair is stopped. */
  @Test
  void whoIsBeingStartedAtTheStopIsKilledAndWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (NodeRun run = new NodeRun()) {
      NodeRun.StandIn standby = run.sleeper();
      EventLoop loop = new EventLoop();
      StandbySupervisor keeper =
          new StandbySupervisor(
              new TakeoverWarmUp.NoChildren() {
                @Override
                public ChildProcess startStandby(long epoch, int attempt) throws IOException {
                  begun.countDown();
                  try {
                    goOn.await();
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  return standby;
                }
              },
              loop,
              new BackgroundWork(),
              1);
      keeper.start(StandbySupervisor.NOBODY);
      begun.await();
      keeper.stop();
      assertThat(keeper.hasNone()).isFalse();
      goOn.countDown();
      loop.run(new UntilThereIsNone(keeper));
      assertThat(standby.identity().isAlive()).isFalse();
      loop.close();
    }
  }

  /** Turns until the keeper has no standby. */
  private record UntilThereIsNone(StandbySupervisor keeper) implements EventLoop.Role {
    @Override
    public void inputBegins(long nowMicros) {}

    @Override
    public void inputEnds() {}

    @Override
    public void tick() {}

    @Override
    public long maxWaitMillis() {
      return 10;
    }

    @Override
    public boolean hasEnded() {
      return keeper.hasNone();
    }
  }
}
