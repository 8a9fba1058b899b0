package dev.understudy.runtime.core;

/**
 * Judges the primary for its standby, by its progress: the signs of life come from its writer, so
 * that one that is stuck is seen although other threads of its process are lively. Counted in the
 * judge's own ticks, so that a machine that slept, and with it the judge, kills nobody.
 */
public final class FailureDetector {

  /** What is to be done about the primary, after a tick. */
  public enum Verdict {
    /** Nothing: it lives, as far as is known, or is not to be judged. */
    NONE,
    /** It misses a sign of life: look whether it is being dumped, for then it is dead. */
    LOOK,
    /** It is silent for too long: see whether the disk answers, which it may be waiting for. */
    TRY_DISK,
    /** It hangs: kill it, unless it is being debugged. */
    KILL
  }

  private final int hangTicks;
  private final int ticksToLook;
  private int silentTicks;
  private boolean diskTried;
  private boolean diskAnswers;

  /**
   * @param hangTicks how many ticks it may be silent; 0 for ever
   * @param ticksToLook after how many silent ticks it is looked at; with 1, at each
   */
  public FailureDetector(int hangTicks, int ticksToLook) {
    this.hangTicks = hangTicks;
    this.ticksToLook = Math.min(ticksToLook, hangTicks);
  }

  /** It has given a sign of life. */
  public void heard() {
    silentTicks = 0;
    diskTried = false;
    diskAnswers = false;
  }

  /** This process's own write to the disk of the journal has come to its end. */
  public void diskAnswers() {
    diskAnswers = diskTried;
  }

  /** A tick has passed. */
  public Verdict tick() {
    if (hangTicks == 0) {
      return Verdict.NONE;
    }
    silentTicks++;
    if (silentTicks >= hangTicks) {
      if (diskAnswers) {
        return Verdict.KILL;
      }
      if (!diskTried) {
        diskTried = true;
        return Verdict.TRY_DISK;
      }
    }
    return silentTicks >= ticksToLook ? Verdict.LOOK : Verdict.NONE;
  }
}
