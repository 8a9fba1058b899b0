package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.StandbyPhase;
import org.jspecify.annotations.Nullable;

/** When a reply of a simulated primary may go, as an observer of all processes knows it. */
record ReleaseCheck(PrimaryLoop primary) {

  /** The last update that neither the death of the primary nor of its standby can undo. */
  long safeUpTo() {
    World world = primary.process().world;
    @Nullable SimulatedProcess standby = primary.understudy();
    boolean waits =
        isHotServer()
            && primary.core().standbyPhase() == StandbyPhase.READY
            && standby != null
            && standby.isAlive;
    long written = world.disk().writtenUpTo;
    return waits ? Math.min(written, standby.state().sequence()) : written;
  }

  /** Promise 3, and the rule about standbys that are dropped. */
  void mayRelease() {
    SimulatedProcess process = primary.process();
    if (!process.world.kernel().holdsFence(process)) {
      throw new AssertionError("a reply of a process without the fence");
    }
    if (primary.hasStandbyThatDiffers()) {
      throw new AssertionError("a reply before the standby that differs was seen dead");
    }
    @Nullable SimulatedProcess standby = primary.understudy();
    if (isHotServer() && standby != null && standby.killWasSent() && standby.isAlive) {
      throw new AssertionError("a reply while the dropped standby lives");
    }
  }

  private boolean isHotServer() {
    return primary.process().world.scenario().variant() == Variant.HOT_SERVER;
  }
}
