package dev.understudy.runtime.core.primary;

/**
 * A standby that {@link StandbyWatch} has dropped: has it killed, and sees to its death. Replies
 * wait for that, since it must not succeed with less than clients were told. One that the kernel
 * does not end is dismissed in writing instead: it reads that before it succeeds.
 */
final class DroppedStandby {

  private static final int TICKS_TO_TELL = 20;

  private final int dismissTicks;
  private final PrimaryEffects effects;
  private int ticksDying;

  DroppedStandby(CoreLimits limits, PrimaryEffects effects) {
    this.dismissTicks = limits.dismissTicks();
    this.effects = effects;
  }

  void begin(String why) {
    ticksDying = 0;
    effects.killStandby(why);
  }

  /** A tick has passed, and the standby is not dead. */
  void tick() {
    ticksDying++;
    if (ticksDying == TICKS_TO_TELL) {
      effects.report("the standby was killed, and has not died: clients wait for that");
    }
    if (ticksDying == dismissTicks) {
      effects.dismissStandby();
    }
  }

  /** Whether the kernel has not ended it for a while: it may be frozen. */
  boolean isForLong() {
    return ticksDying >= TICKS_TO_TELL;
  }
}
