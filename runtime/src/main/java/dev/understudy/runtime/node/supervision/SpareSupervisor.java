package dev.understudy.runtime.node.supervision;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.core.primary.JoinTimeout;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.ChildStarter;
import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a protected pair has a spare, if it is to have one: a process that becomes the
 * next standby at once. The successor of this primary finds it by its file, and so does this
 * primary once its standby has died: {@link ChildStarter#startStandby} takes it. Writer thread
 * only.
 */
public final class SpareSupervisor {

  private static final int TICKS_BETWEEN_LOOKS =
      (int) Duration.ofSeconds(1).dividedBy(EventLoop.TICK);
  private static final int STARTING_TICKS = 120 * TICKS_BETWEEN_LOOKS;

  private final ChildStarter children;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final ChildSupervisor supervisor;
  private final JoinTimeout patience = new JoinTimeout(STARTING_TICKS);
  private int ticks;
  private boolean waits;
  private boolean wasSlow;
  private @Nullable String lost;

  /**
   * @param epoch the epoch in which its standbys would serve
   */
  public SpareSupervisor(
      ChildStarter children, EventLoop loop, BackgroundWork background, long epoch) {
    this.children = children;
    this.loop = loop;
    this.background = background;
    this.supervisor =
        new ChildSupervisor(
            "spare", attempt -> children.startSpare(epoch, attempt), loop, background);
  }

  /** The pair is protected: from now on a spare costs it nothing that it needs more. */
  public void pairIsProtected() {
    if (children.wantsSpare() && supervisor.hasNone()) {
      supervisor.start(
          new ChildSupervisor.Listener() {
            @Override
            public void childStarted(ChildProcess process) {}

            @Override
            public void childDied(ChildProcess process) {
              died(process);
            }
          });
    }
  }

  private void died(ChildProcess process) {
    waits = false;
    String why = wasSlow ? "it did not wait to be taken after 120 s" : process.ending();
    wasSlow = false;
    lost = "The last spare, process " + process.pid() + ", is lost: " + why + ".";
    EventLog.event("spare " + process.pid() + " is lost: " + why);
  }

  /** There is another standby. It may have been the spare until now. */
  public void standbyStarted(ChildProcess standby) {
    ChildProcess spare = supervisor.process();
    if (spare != null && spare.identity().equals(standby.identity())) {
      supervisor.letGo();
      supervisor.isOfUse();
      waits = false;
    }
  }

  /** A tick has passed. */
  public void tick() {
    ticks++;
    ChildProcess spare = supervisor.process();
    if (patience.tick(spare != null && !waits)) {
      wasSlow = true;
      supervisor.kill();
    }
    if (spare == null || ticks < TICKS_BETWEEN_LOOKS) {
      return;
    }
    ticks = 0;
    background.run(
        () -> {
          boolean found = children.isSpareWaiting(spare);
          loop.post(() -> looked(spare, found));
        });
  }

  // It is of use only while its file names it: a successor finds it by that.
  private void looked(ChildProcess spare, boolean found) {
    if (supervisor.process() != spare) {
      return;
    }
    if (found && !waits) {
      lost = null;
      supervisor.isOfUse();
      EventLog.event("spare " + spare.pid() + " waits, to become the next standby");
    }
    waits = found;
  }

  /** The spare for people; null without one. */
  public PairStatus.@Nullable Spare status() {
    ChildProcess spare = supervisor.process();
    return spare == null
        ? null
        : new PairStatus.Spare(
            spare.pid(), waits ? PairStatus.Phase.ASLEEP : PairStatus.Phase.JOINING);
  }

  /** What a person should know, as a sentence; null if all is well. */
  public @Nullable String problem() {
    return supervisor.problem() == null ? lost : supervisor.problem();
  }

  /** The pair goes on without this process: the spare is for its successor to take. */
  public void leave() {
    supervisor.stop();
  }

  /** The pair ends, and its spare with it. */
  public void end() {
    supervisor.stop();
    supervisor.kill();
    if (children.wantsSpare()) {
      background.run(children::endSpare); // That of a former primary, which nobody has taken yet.
    }
  }

  /** Whether there is none, and none is about to be. */
  public boolean isGone() {
    return supervisor.hasNone();
  }
}
