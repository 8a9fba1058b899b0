package dev.understudy.runtime.core;

/**
 * Judges from silence alone: a process that says nothing for so many of the judge's own ticks is
 * hung. Counting ticks and not time means that a machine that slept, and with it the judge, kills
 * nobody.
 */
public final class TickTimeout {

  private final int limitTicks;
  private int silentTicks;

  /**
   * @param limitTicks how many ticks of silence are too many; 0 for never
   */
  public TickTimeout(int limitTicks) {
    this.limitTicks = limitTicks;
  }

  /** Something was heard. */
  public void heard() {
    silentTicks = 0;
  }

  /**
   * A tick has passed.
   *
   * @return whether the silence has just become too long
   */
  public boolean tick() {
    silentTicks++;
    return silentTicks == limitTicks;
  }
}
