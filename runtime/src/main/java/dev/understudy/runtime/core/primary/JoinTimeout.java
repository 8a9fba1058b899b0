package dev.understudy.runtime.core.primary;

/** How long the process of a standby may take to join, counted in ticks. */
public final class JoinTimeout {

  private int limitTicks;
  private int ticks;

  /**
   * @param limitTicks how long it may take
   */
  public JoinTimeout(int limitTicks) {
    this.limitTicks = limitTicks;
  }

  /** It has more to load than was known: it may take this long. */
  public void allow(int ticksForAll) {
    limitTicks = ticksForAll;
  }

  /** How long it may take. */
  public int limitTicks() {
    return limitTicks;
  }

  /**
   * A tick has passed.
   *
   * @param joining whether there is a process that has not joined
   * @return whether its time has just run out
   */
  public boolean tick(boolean joining) {
    ticks = joining ? ticks + 1 : 0;
    return ticks == limitTicks;
  }
}
