package dev.understudy.runtime.node.primary;

import dev.understudy.Mode;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.observe.EventLog;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a primary is about to leave, and how: with the whole pair, or with a successor. */
public final class Shutdown implements Switchover.Listener {

  /**
   * The parts of a primary that stop, or pause, when it leaves.
   *
   * @param context what belongs to the process
   * @param core what decides
   * @param clients the connections of clients
   * @param localCaller the callers inside
   * @param standby the standby, which may succeed
   * @param snapshots makes the snapshots
   * @param onPrimary calls the server class's {@code @OnPrimary} method
   * @param replacement takes over again from a successor that is lost
   */
  record Parts(
      NodeContext context,
      PrimaryCore core,
      ClientConnections clients,
      LocalCaller localCaller,
      StandbyPeer standby,
      SnapshotKeeper snapshots,
      OnPrimaryThread onPrimary,
      ReplacementTakeover replacement) {}

  private final Parts parts;
  private final Consumer<String> stopper;

  private @Nullable ShutdownSequence ending;
  private @Nullable Switchover switchover;

  /**
   * @param stopper ends the pair in order, for a reason
   */
  Shutdown(Parts parts, Consumer<String> stopper) {
    this.parts = parts;
    this.stopper = stopper;
  }

  /** Whether it has begun. */
  boolean isUnderWay() {
    return ending != null;
  }

  /** Whether a switchover has begun, and was not broken off. */
  boolean isSwitchingOver() {
    return switchover != null;
  }

  /** Whether the journal is still this process's to write. */
  boolean mayWrite() {
    return ending == null || ending.mayWrite();
  }

  /** Whether another process may serve already, so that this one cannot end the pair. */
  boolean hasFreedFence() {
    return switchover != null && !switchover.mayWrite();
  }

  /** Whether new clients must wait, since this process may serve again. */
  boolean standsBy() {
    return hasFreedFence() && !isDone();
  }

  /** Ends the pair as soon as it is known who serves. */
  public void stopAfterwards(String why) {
    if (switchover != null) {
      switchover.stopAfterwards(why);
    }
  }

  /** Whether nobody is let in any more. */
  boolean isClosed() {
    return ending != null && (switchover == null || switchover.areCallsHeld());
  }

  /** Whether this process may leave. */
  boolean isDone() {
    return ending != null && ending.isDone();
  }

  /** Whether the whole pair has ended with this process. */
  public boolean endsThePair() {
    return ending != null && ending.endsThePair();
  }

  /** Goes on as far as it can now. */
  void proceed() {
    if (switchover != null) {
      switchover.proceed();
    } else if (ending != null && parts.core().isQuiet()) {
      ending.proceed();
    }
  }

  public void tick() {
    if (switchover != null) {
      switchover.tick();
    }
  }

  /** Ends the pair in order. */
  void stop(String why, Supplier<OrderlyStop> steps) {
    if (switchover != null && !switchover.isDone()) {
      forgetSwitchover(); // A pair that is to end needs no successor.
    }
    if (ending != null) {
      return;
    }
    EventLog.event("stopping: " + why);
    parts.standby().stop();
    parts.localCaller().close();
    parts.localCaller().admitHeld(); // To be refused.
    parts.snapshots().stop();
    parts.clients().closeForCalls();
    ending = steps.get();
  }

  /**
   * Hands over to the standby, if there is one.
   *
   * @return null if it is under way now; else why not
   */
  @Nullable String switchOver(Mode mode) {
    if (ending != null) {
      return ending.endsThePair()
          ? "the pair is being stopped"
          : "a switchover is under way already";
    }
    if (mode == Mode.COLD) {
      return "mode COLD has no standby; to move to another process, 'stop' and 'start'";
    }
    if (!parts.core().standbyPhase().isProtecting()) {
      return "there is no standby that is ready to take over; wait until 'status' says PROTECTED";
    }
    EventLog.event("switchover: the switchover command asked for it");
    switchover = new Switchover(parts, this);
    ending = switchover;
    return null;
  }

  @Override
  public @Nullable String takesOver(@Nullable String stopReason) {
    return parts.replacement().takeOver(stopReason);
  }

  @Override
  public void brokenOff(@Nullable String stopReason) {
    forgetSwitchover();
    if (stopReason != null) {
      stopper.accept(stopReason);
    }
  }

  private void forgetSwitchover() {
    switchover = null;
    ending = null;
  }
}
