package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.obituary.Fence;
import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;

/**
 * The planned change of primary, step by step: waits until the standby is near, then lets nobody
 * call, answers what was called, has the standby make ready, and frees the fence once it is. What
 * clients have sent meanwhile was not read, and goes to the successor. Until the fence is free, the
 * loss of the standby, or its silence, breaks it off, and the death of this process is a takeover
 * as any other. Writer thread only.
 */
final class Switchover implements Ending {

  /** Who is told that it has been broken off. */
  interface Listener {
    void brokenOff();
  }

  private enum Step {
    WAITS_FOR_STANDBY,
    ANSWERS,
    HANDS_OVER,
    DONE
  }

  // A standby that lags by more is waited for; one that does not come near is not switched to.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PATIENCE_TICKS = (int) PATIENCE.dividedBy(EventLoop.TICK);

  private final PrimaryCore core;
  private final ClientDesk clients;
  private final LocalCaller localCaller;
  private final StandbyDesk standby;
  private final Fence fence;
  private final SnapshotKeeper snapshots;
  private final Listener listener;

  private Step step = Step.WAITS_FOR_STANDBY;
  private int ticks;
  private long beginMicros;

  Switchover(
      PrimaryCore core,
      ClientDesk clients,
      LocalCaller localCaller,
      StandbyDesk standby,
      Fence fence,
      SnapshotKeeper snapshots,
      Listener listener) {
    this.core = core;
    this.clients = clients;
    this.localCaller = localCaller;
    this.standby = standby;
    this.fence = fence;
    this.snapshots = snapshots;
    this.listener = listener;
  }

  @Override
  public boolean isDone() {
    return step == Step.DONE;
  }

  @Override
  public boolean endsThePair() {
    return false;
  }

  /** Whether callers have to wait. */
  boolean holdsCalls() {
    return step != Step.WAITS_FOR_STANDBY;
  }

  /** A tick has passed. */
  void tick() {
    ticks++;
    if (step == Step.WAITS_FOR_STANDBY && ticks >= PATIENCE_TICKS) {
      breakOff("the standby still lags after " + PATIENCE.toSeconds() + " s");
    }
  }

  @Override
  public void proceed() {
    if (step != Step.DONE && !core.standbyPhase().isProtecting()) {
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
      standby.handOver(beginMicros);
    }
    if (step == Step.HANDS_OVER && standby.isTakingOver()) {
      step = Step.DONE;
      standby.stop();
      localCaller.close();
      localCaller.admitHeld(); // To be refused.
      snapshots.stop();
      fence.close(); // From here on the standby serves, and this process writes nothing more.
      standby.fenceFreed();
      clients.sayGoodbye();
      EventLog.event("switchover: this process has handed over to its standby, and leaves");
    }
  }

  private void breakOff(String why) {
    EventLog.event("the switchover is broken off, and this process serves on: " + why);
    if (step == Step.HANDS_OVER) {
      standby.handOverIsOff();
    }
    if (holdsCalls()) {
      clients.resume();
      localCaller.resume();
    }
    listener.brokenOff();
  }
}
