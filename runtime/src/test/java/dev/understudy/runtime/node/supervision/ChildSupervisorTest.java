package dev.understudy.runtime.node.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.node.NodeRun;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildSupervisorTest {

  /** A start that is under way when the pair is stopped. */
  @Test
  void whoIsBeingStartedAtTheStopIsKilledAndWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (NodeRun run = new NodeRun()) {
      NodeRun.StandIn standby = run.sleeper();
      EventLoop loop = new EventLoop();
      ChildSupervisor keeper =
          new ChildSupervisor(
              "standby",
              attempt -> {
                begun.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                return standby;
              },
              loop,
              new BackgroundWork());
      keeper.start(ChildSupervisor.NOBODY);
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
  private record UntilThereIsNone(ChildSupervisor keeper) implements EventLoop.Role {
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
