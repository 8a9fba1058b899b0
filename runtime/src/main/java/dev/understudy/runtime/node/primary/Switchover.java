package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.ReplacementPrimary;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.node.link.HandOver;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The planned change of primary, step by step: waits until the standby is near, then lets nobody
 * call, answers what was called, has the standby make ready, frees the fence, and leaves once the
 * standby serves and has a standby of its own. What clients have sent meanwhile was not read, and
 * goes to the successor. Until the standby has begun its epoch, its loss, or its silence, breaks
 * the switchover off, and this process serves on; after that, this process takes over from it. The
 * death of this process is a takeover as any other. Writer thread only.
 */
final class Switchover implements ShutdownSequence {

  /** Who is told that this process serves on, or is to serve again. */
  interface Listener {
    /**
     * It has been broken off.
     *
     * @param stopReason why the pair is to end now; null if it is not
     */
    void brokenOff(@Nullable String stopReason);

    /**
     * The successor is dead, and the fence is taken.
     *
     * @param stopReason why the pair is to end then; null if it is not
     * @return null if this process serves; else why not
     */
    @Nullable String takesOver(@Nullable String stopReason);
  }

  private enum Step {
    WAITS_FOR_STANDBY,
    ANSWERS,
    HANDS_OVER,
    HAS_FREED_FENCE,
    DONE
  }

  // A standby that lags by more is waited for; one that does not come near is not switched to.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PATIENCE_TICKS = (int) PATIENCE.dividedBy(EventLoop.TICK);

  // The successor's @OnPrimary waits for this process, and has it killed a second later.
  private static final Duration REPLACEMENT_PATIENCE = Duration.ofSeconds(4);
  private static final int REPLACEMENT_PATIENCE_TICKS =
      (int) REPLACEMENT_PATIENCE.dividedBy(EventLoop.TICK);

  private final NodeContext context;
  private final PrimaryCore core;
  private final ClientConnections clients;
  private final LocalCaller localCaller;
  private final StandbyPeer standby;
  private final SnapshotKeeper snapshots;
  private final OnPrimaryThread onPrimary;
  private final ReplacementTakeover replacementTakeover;
  private final Listener listener;
  private final ReplacementPrimary replacement;

  private Step step = Step.WAITS_FOR_STANDBY;
  private int ticks;
  private long beginMicros;
  private boolean hasRetired;
  private @Nullable String stopReason;

  Switchover(
      NodeContext context,
      PrimaryCore core,
      ClientConnections clients,
      LocalCaller localCaller,
      StandbyPeer standby,
      SnapshotKeeper snapshots,
      OnPrimaryThread onPrimary,
      ReplacementTakeover replacementTakeover,
      Listener listener) {
    this.context = context;
    this.core = core;
    this.clients = clients;
    this.localCaller = localCaller;
    this.standby = standby;
    this.snapshots = snapshots;
    this.onPrimary = onPrimary;
    this.replacementTakeover = replacementTakeover;
    this.listener = listener;
    this.replacement =
        new ReplacementPrimary(
            context.limits().hangTicks(), REPLACEMENT_PATIENCE_TICKS, PATIENCE_TICKS);
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

  /** {@inheritDoc} Never: that is for whoever serves to do. */
  @Override
  public boolean endsThePair() {
    return false;
  }

  /** Whether callers have to wait. */
  boolean holdsCalls() {
    return step != Step.WAITS_FOR_STANDBY;
  }

  /** The pair is to end, which is for whoever serves after this to do. */
  void stopAfterwards(String why) {
    stopReason = why;
    replacement.pairIsToEnd();
  }

  /** A tick has passed. */
  void tick() {
    ticks = core.isStandbyLoading() ? 0 : ticks + 1; // A large state takes what it takes.
    if (step == Step.WAITS_FOR_STANDBY && ticks >= PATIENCE_TICKS) {
      breakOff("the standby still lags after " + PATIENCE.toSeconds() + " s");
    }
    if (step == Step.HAS_FREED_FENCE) {
      replacement.tick();
      if (replacement.step() == ReplacementPrimary.Step.STANDS_BY) {
        replacementTakeover.judgeSuccessor();
      }
      if (replacement.isSuccessorHung() && !standby.isDebugged()) {
        standby.kill("the fence was free for it, and it did not serve");
      }
      if (replacement.step() == ReplacementPrimary.Step.WANTS_FENCE
          && replacementTakeover.anotherServes()) {
        replacement.anotherServes();
      }
    }
  }

  @Override
  public void proceed() {
    switch (step) {
      case WAITS_FOR_STANDBY, ANSWERS, HANDS_OVER -> approach();
      case HAS_FREED_FENCE -> {
        learn();
        act();
      }
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
      onPrimary.pause();
      replacementTakeover.open(standby.identity());
      context.fence().free(); // From here on the standby may serve, and this process not write.
      standby.handOver().freed(standby.link());
    }
  }

  private void learn() {
    HandOver said = standby.handOver();
    if (said.isServed() || said.isDone()) {
      replacement.successorServes();
    }
    if (said.takeHeard()) {
      replacement.successorHeard();
      replacementTakeover.successorHeard();
    }
    if (said.isDone()) {
      replacement.successorNeedsNobody();
    }
    boolean lost = replacement.successorHasServed() ? standby.isUnlinked() : standby.isGone();
    if (lost && !said.isDone()) {
      replacement.successorLost();
    }
    if (replacement.step() == ReplacementPrimary.Step.WANTS_FENCE && context.fence().tryTake()) {
      replacement.fenceTaken(replacementTakeover.journalIsUntouched());
    }
  }

  private void act() {
    switch (replacement.step()) {
      case AWAITS_EPOCH, WANTS_FENCE -> {}
      case STANDS_BY -> {
        if (replacementTakeover.isOpen()) {
          retire();
        } else {
          leave("this process has handed over to its standby");
        }
      }
      case SERVES_ON -> {
        replacementTakeover.close();
        onPrimary.resume();
        step = Step.HANDS_OVER;
        breakOff("the standby was lost before it served");
      }
      case SUCCEEDS -> takeOver();
      case LEAVES -> leave(replacement.reason());
    }
  }

  // What only a primary does ends; clients that have a way to the successor go there.
  private void retire() {
    if (!hasRetired) {
      hasRetired = true;
      standby.stop();
      snapshots.stop();
      clients.sayGoodbye();
      EventLog.event(
          "switchover: this process has handed over to its standby, and stays until that one has a"
              + " standby of its own");
    }
  }

  private void takeOver() {
    retire();
    EventLog.event("switchover: the successor is lost, and this process takes over from it");
    step = Step.DONE;
    String problem = listener.takesOver(stopReason);
    if (problem != null) {
      leave("this process cannot take over from its successor, and leaves: " + problem);
    }
  }

  private void leave(String why) {
    EventLog.event("switchover: this process leaves: " + why);
    retire();
    step = Step.DONE;
    if (stopReason != null && replacement.successorHasServed()) {
      standby.askSuccessorToStop();
    }
    localCaller.close();
    localCaller.admitHeld(); // To be refused.
    replacementTakeover.close();
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
