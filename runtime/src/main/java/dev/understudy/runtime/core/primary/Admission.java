package dev.understudy.runtime.core.primary;

/**
 * How many updates a primary admits. As many as come, but for the time in which a joiner does not
 * gain on them: then only half as many as it digests, so that it is level before long.
 *
 * <p>Counted by ticks: a joiner is looked at once in a window of them.
 */
final class Admission {

  static final int WINDOW_TICKS = 20;

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private int perTick = UNLIMITED;
  private int left = UNLIMITED;
  private int ticks;
  private boolean watching;
  private long lagBefore;
  private long appliedBefore;
  private long digestedBefore;

  /** Whether one more update may be applied before the next tick. */
  boolean admits() {
    return left > 0;
  }

  /** Whether updates are slowed for a joiner. */
  boolean isSlowed() {
    return perTick != UNLIMITED;
  }

  /** An update was applied. */
  void applied() {
    if (isSlowed()) {
      left--;
    }
  }

  /**
   * A tick has passed.
   *
   * @param joining whether there is a joiner that is not near yet
   * @param applied the primary's last update
   * @param digested the joiner's
   */
  void tick(boolean joining, long applied, long digested) {
    if (!joining) {
      watching = false;
      perTick = UNLIMITED;
    } else if (!watching) {
      watching = true;
      beginWindow(applied, digested);
    } else {
      ticks++;
      if (ticks == WINDOW_TICKS) {
        judge(applied, digested);
        beginWindow(applied, digested);
      }
    }
    left = perTick;
  }

  private void beginWindow(long applied, long digested) {
    ticks = 0;
    lagBefore = applied - digested;
    appliedBefore = applied;
    digestedBefore = digested;
  }

  // A joiner that gains a tenth in each window is level before long. Once slowed, the pace stays.
  private void judge(long applied, long digested) {
    boolean gains = applied - digested < lagBefore - lagBefore / 10;
    if (isSlowed() || !gains) {
      // One that stood still for a moment only must not bring everybody else to a stop.
      long pace = Math.max(digested - digestedBefore, (applied - appliedBefore) / 4);
      perTick = (int) Math.max(1, Math.min(pace / 2 / WINDOW_TICKS, UNLIMITED - 1));
    }
  }
}
