package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.SwitchoverSteps;
import dev.understudy.runtime.node.link.StandbyLink;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * Carries a switchover out: {@link SwitchoverSteps} decides. What clients have sent while their
 * calls are held was not read, and goes to the successor. Writer thread only.
 */
final class Switchover implements ShutdownSequence, SwitchoverSteps.Effects {

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

  private final Shutdown.Parts parts;
  private final Listener listener;
  private final SwitchoverSteps steps;

  private long beginMicros;
  private boolean hasRetired;
  private @Nullable String stopReason;

  Switchover(Shutdown.Parts parts, Listener listener) {
    this.parts = parts;
    this.listener = listener;
    this.steps =
        new SwitchoverSteps(
            parts.core(), this, EventLoop.TICK, parts.context().limits().hangTicks());
    parts.standby().switchesOver(steps);
  }

  @Override
  public boolean isDone() {
    return steps.step() == SwitchoverSteps.Step.DONE;
  }

  /** {@inheritDoc} Once the fence is free, that is the successor's. */
  @Override
  public boolean mayWrite() {
    return steps.mayWrite();
  }

  /** {@inheritDoc} Never: that is for the process that serves to do. */
  @Override
  public boolean endsThePair() {
    return false;
  }

  /** Whether callers have to wait. */
  boolean areCallsHeld() {
    return steps.holdsCalls();
  }

  /** The pair is to end, which is for the process that serves after this to do. */
  void stopAfterwards(String why) {
    stopReason = why;
    steps.pairIsToEnd();
  }

  void tick() {
    steps.tick();
  }

  @Override
  public void proceed() {
    steps.endOfTurn(parts.standby().link() != null, !parts.standby().isGone());
  }

  // ---- what is done for the steps

  @Override
  public void holdCalls() {
    beginMicros = EventLoop.nowMicros();
    parts.clients().pause();
    parts.localCaller().pause();
  }

  @Override
  public void askToMakeReady() {
    StandbyLink link = parts.standby().link();
    if (link != null) {
      link.handOver(beginMicros);
    }
  }

  @Override
  public void freeFence() {
    parts.onPrimary().pause();
    parts.replacement().open(parts.standby().identity());
    parts
        .context()
        .fence()
        .free(); // The standby may serve from here on; this process may not write.
    StandbyLink link = parts.standby().link();
    if (link != null) {
      link.fenceFreed();
    }
  }

  @Override
  public boolean tryFence() {
    return parts.context().fence().tryTake();
  }

  @Override
  public boolean isJournalUntouched() {
    return parts.replacement().journalIsUntouched();
  }

  @Override
  public boolean doesAnotherServe() {
    return parts.replacement().anotherServes();
  }

  @Override
  public boolean canBeFound() {
    return parts.replacement().isOpen();
  }

  @Override
  public void judgeSuccessor(boolean heard) {
    parts.replacement().judgeSuccessor(heard);
  }

  @Override
  public void killSuccessor() {
    if (!parts.standby().isDebugged()) {
      parts.standby().kill("the fence was free for it, and it did not serve");
    }
  }

  /** {@inheritDoc} Clients that have a way to the successor go there. */
  @Override
  public void retire() {
    if (!hasRetired) {
      hasRetired = true;
      parts.standby().stop();
      parts.snapshots().stop();
      parts.clients().sayGoodbye();
      EventLog.event(
          "switchover: this process has handed over to its standby, and stays until that one has a"
              + " standby of its own");
    }
  }

  @Override
  public void serveOn() {
    parts.replacement().close();
    parts.onPrimary().resume();
  }

  @Override
  public @Nullable String takeOver() {
    EventLog.event("switchover: the successor is lost, and this process takes over from it");
    return listener.takesOver(stopReason);
  }

  @Override
  public void leave(String why) {
    EventLog.event("switchover: this process leaves: " + why);
    if (stopReason != null && steps.hasSuccessorServed()) {
      parts.standby().askSuccessorToStop();
    }
    parts.localCaller().close();
    parts.localCaller().admitHeld(); // To be refused.
    parts.replacement().close();
  }

  @Override
  public void breakOff(String why, boolean callsAreHeld, boolean standbyIsUsed) {
    EventLog.event("the switchover is broken off, and this process serves on: " + why);
    parts.standby().switchoverIsOff(standbyIsUsed);
    if (callsAreHeld) {
      parts.clients().resume();
      parts.localCaller().resume();
    }
    listener.brokenOff(stopReason);
  }
}
