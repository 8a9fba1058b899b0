package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.StandbyPhase;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The planned change of primary, step by step: waits until the standby is near, then lets nobody
 * call, answers what was called, has the standby make ready, frees the fence, and leaves once the
 * standby serves. What clients have sent meanwhile was not read, and goes to the successor. Until
 * the standby has begun its reign, its loss, or its silence, breaks the switchover off, and this
 * process serves on; the death of this process is a takeover as any other. Writer thread only.
 */
final class Switchover implements Ending {

  /** Who is told that it has been broken off. */
  interface Listener {
    /**
     * @param stopReason why the pair is to end now; null if it is not
     */
    void brokenOff(@Nullable String stopReason);
  }

  private enum Step {
    WAITS_FOR_STANDBY,
    ANSWERS,
    HANDS_OVER,
    HAS_FREED_FENCE,
    AWAITS_HEIR,
    DONE
  }

  // A standby that lags by more is waited for; one that does not come near is not switched to.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PATIENCE_TICKS = (int) PATIENCE.dividedBy(EventLoop.TICK);

  private final NodeContext context;
  private final PrimaryCore core;
  private final ClientDesk clients;
  private final LocalCaller localCaller;
  private final StandbyDesk standby;
  private final Journal journal;
  private final SnapshotKeeper snapshots;
  private final Listener listener;

  private Step step = Step.WAITS_FOR_STANDBY;
  private int ticks;
  private long beginMicros;
  private boolean standbyIsLost;
  private @Nullable String stopReason;
  private @Nullable Heir heir;

  Switchover(
      NodeContext context,
      PrimaryCore core,
      ClientDesk clients,
      LocalCaller localCaller,
      StandbyDesk standby,
      Journal journal,
      SnapshotKeeper snapshots,
      Listener listener) {
    this.context = context;
    this.core = core;
    this.clients = clients;
    this.localCaller = localCaller;
    this.standby = standby;
    this.journal = journal;
    this.snapshots = snapshots;
    this.listener = listener;
    core.wakeStandby();
  }

  @Override
  public boolean isDone() {
    return step == Step.DONE;
  }

  /** {@inheritDoc} Once the fence is free, that is the successor's. */
  @Override
  public boolean mayWrite() {
    return step.compareTo(Step.HAS_FREED_FENCE) < 0;
  }

  /** {@inheritDoc} Only where nobody is left whom a signal could be passed on to. */
  @Override
  public boolean endsThePair() {
    return heir != null && stopReason != null;
  }

  /** Whether callers have to wait. */
  boolean holdsCalls() {
    return step != Step.WAITS_FOR_STANDBY;
  }

  /** The pair is to end, which is for whoever serves after this to do. */
  void stopAfterwards(String why) {
    stopReason = why;
  }

  /** A tick has passed. */
  void tick() {
    ticks = core.isStandbyLoading() ? 0 : ticks + 1; // A large state takes what it takes.
    if (step == Step.WAITS_FOR_STANDBY && ticks >= PATIENCE_TICKS) {
      breakOff("the standby still lags after " + PATIENCE.toSeconds() + " s");
    }
    int hangTicks = context.limits().hangTicks();
    boolean silent = step == Step.HAS_FREED_FENCE && hangTicks > 0 && ticks >= hangTicks;
    if (silent && !standby.isDebugged()) {
      standby.kill("the fence was free for it, and it did not serve");
    }
  }

  @Override
  public void proceed() {
    switch (step) {
      case WAITS_FOR_STANDBY, ANSWERS, HANDS_OVER -> approach();
      case HAS_FREED_FENCE -> awaitSuccessor();
      case AWAITS_HEIR -> awaitHeir();
      case DONE -> {}
    }
  }

  private void approach() {
    if (!core.standbyPhase().isProtecting()) {
      breakOff("the standby was lost");
      return;
    }
    if (step == Step.WAITS_FOR_STANDBY && core.isStandbyNear()) {
      step = Step.ANSWERS;
      beginMicros = EventLoop.nowMicros();
      clients.pause();
      localCaller.pause();
    }
    if (step == Step.ANSWERS && core.isQuiet()) {
      step = Step.HANDS_OVER;
      standby.handOver().ask(standby.link(), beginMicros);
    }
    if (step == Step.HANDS_OVER && standby.handOver().isReady()) {
      step = Step.HAS_FREED_FENCE;
      ticks = 0;
      context.fence().free(); // From here on the standby may serve, and this process not write.
      standby.handOver().freed(standby.link());
    }
  }

  private void awaitSuccessor() {
    if (standby.handOver().isDone()) {
      leave("this process has handed over to its standby, and leaves");
      if (stopReason != null) {
        standby.askSuccessorToStop();
      }
      return;
    }
    if (standby.isGone() && !standbyIsLost) {
      standbyIsLost = true;
      ticks = 0;
    }
    if (standbyIsLost) {
      takeBack();
    }
  }

  // The standby is dead, so the fence is free but for somebody else: a 'start' has it for a moment,
  // to find that the directory is served.
  private void takeBack() {
    if (!context.fence().tryTake()) {
      if (ticks >= PATIENCE_TICKS) {
        leave("the standby is lost, and another process has the fence; this process leaves");
      }
    } else if (journalIsUntouched()) {
      step = Step.HANDS_OVER;
      breakOff("the standby was lost before it served");
    } else {
      // What it has told clients is unknown here: only who begins with the journal may serve.
      EventLog.event(
          "switchover: the standby has begun its reign, and is lost; another process is started that"
              + " takes over from it");
      context.fence().free();
      heir = standby.raiseHeir();
      step = Step.AWAITS_HEIR;
    }
  }

  private void awaitHeir() {
    Heir next = Objects.requireNonNull(heir);
    if (stopReason != null) {
      next.dismiss();
      if (next.isGone()) {
        leave("the pair ends instead: " + stopReason);
      }
    } else if (next.isOnStage()) {
      leave("the next process is there, and this one leaves");
    }
  }

  private boolean journalIsUntouched() {
    try {
      return JournalEnd.isStill(
          journal,
          context.directory(),
          Recovery.identityOf(context.standby().replica().serverClass()));
    } catch (JournalException e) {
      EventLog.event("the journal cannot be read", e);
      return false;
    }
  }

  private void leave(String why) {
    EventLog.event("switchover: " + why);
    step = Step.DONE;
    standby.stop();
    localCaller.close();
    localCaller.admitHeld(); // To be refused.
    snapshots.stop();
    clients.sayGoodbye();
  }

  private void breakOff(String why) {
    EventLog.event("the switchover is broken off, and this process serves on: " + why);
    if (step == Step.HANDS_OVER || core.standbyPhase() == StandbyPhase.ASLEEP) {
      standby.handOverIsOff();
    }
    if (holdsCalls()) {
      clients.resume();
      localCaller.resume();
    }
    listener.brokenOff(stopReason);
  }
}
