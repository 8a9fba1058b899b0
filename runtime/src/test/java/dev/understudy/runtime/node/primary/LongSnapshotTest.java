package dev.understudy.runtime.node.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.node.NodeRun;
import dev.understudy.runtime.node.TakeoverWarmUp;
import dev.understudy.runtime.node.WarmUpServer;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process that makes a snapshot, and does not end: people are told. Ten seconds pass in a turn.
 */
@EnabledOnOs(OS.LINUX)
class LongSnapshotTest {

  private NodeRun run;
  private NodeRun.StandIn process;
  private EventLoop loop;

  @BeforeEach
  void begin() throws IOException {
    run = new NodeRun();
    process = run.sleeper();
    loop = new EventLoop();
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    run.close();
  }

  /** What makes snapshots, with such a process under way. */
  @SuppressWarnings("NullAway") // Nothing is journaled, and no standby is made.
  private SnapshotKeeper keeper(Duration hangTimeout) throws IOException {
    TakeoverWarmUp.NoChildren children =
        new TakeoverWarmUp.NoChildren() {
          @Override
          public ChildProcess startSnapshotter() {
            return process;
          }
        };
    NodeContext context =
        new NodeContext(
            run.directory,
            new RenewableStandby(WarmUpServer::new),
            new NodeOptions(hangTimeout, Duration.ofSeconds(1), 1, false, true, false, List.of()),
            children,
            run.fence);
    BackgroundWork background = new BackgroundWork();
    StateMachine state = new StateMachine(context.standby());
    PrimaryCore core =
        new PrimaryCore(
            state, new CoreEffects(null, false, null), context.limits(), List.of(), 1, 1);
    SnapshotKeeper keeper =
        new SnapshotKeeper(
            context,
            loop,
            null,
            new ChildSupervisor(
                "standby", attempt -> children.startStandby(1, attempt), loop, background),
            background,
            core,
            new Recovery.Passed(List.of(0L), null)); // So that no snapshot counts.
    keeper.journaled(1);
    keeper.tick();
    return keeper;
  }

  @Test
  void thatItTakesLongIsToldUntilItEnds() throws IOException {
    SnapshotKeeper keeper = keeper(Duration.ZERO);
    loop.run(new Turns(() -> tenSeconds(keeper), () -> keeper.problem() != null));
    assertThat(keeper.problem())
        .startsWith("Process " + process.pid() + " makes a snapshot of WarmUpServer, for 60 s now.")
        .contains("Until it ends, no other is made, and the journal grows.");
    process.kill();
    loop.run(new Turns(() -> {}, () -> String.valueOf(keeper.problem()).startsWith("The ")));
    assertThat(keeper.problem())
        .startsWith("The process that makes snapshots has left none: its reason is in ");
  }

  private static void tenSeconds(SnapshotKeeper keeper) {
    for (int i = 0; i < 200; i++) {
      keeper.tick();
    }
  }

  @Test
  void thatItWasKilledSinceItDidNotGetOnIsTheReason() throws IOException {
    SnapshotKeeper keeper = keeper(Duration.ofMillis(100));
    Runnable tick =
        () -> {
          if (process.process().isAlive()) { // Later one would remove what is needless.
            keeper.tick();
          }
        };
    loop.run(new Turns(tick, () -> keeper.problem() != null));
    assertThat(keeper.problem())
        .isEqualTo(
            "The process that makes snapshots has left none: it did not get on, and was killed. The"
                + " journal grows. Look at what WarmUpServer does when it is saved and loaded.");
  }

  private interface Condition {
    boolean holds();
  }

  /** Turns until something holds, or for ten seconds. */
  private static final class Turns implements EventLoop.Role {

    private final Runnable tickOfIt;
    private final Condition until;
    private int ticks;

    private Turns(Runnable tickOfIt, Condition until) {
      this.tickOfIt = tickOfIt;
      this.until = until;
    }

    @Override
    public void inputEnds() {}

    @Override
    public void tick() {
      ticks++;
      tickOfIt.run();
    }

    @Override
    public long maxWaitMillis() {
      return 10;
    }

    @Override
    public boolean hasEnded() {
      return until.holds() || ticks > 200;
    }
  }
}
