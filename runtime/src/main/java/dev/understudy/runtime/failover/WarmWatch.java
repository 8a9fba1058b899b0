package dev.understudy.runtime.failover;

/**
 * Mode WARM: the standby is there and asleep. All that it will need is in the journal, so that
 * replies never wait for it.
 */
final class WarmWatch extends StandbyWatch {

  WarmWatch(CoreLimits limits, PrimaryEffects effects) {
    super(limits, effects);
  }

  @Override
  void joined(long recoveredUpTo) {
    become(StandbyPhase.ASLEEP);
    digestedUpTo(recoveredUpTo);
    effects.standbyReady(recoveredUpTo);
  }

  /** Seldom: each sign of life wakes a standby that is to sleep. */
  @Override
  int heartbeatTicks() {
    return limits.sleepTicks();
  }

  /** It will begin with the newest snapshot that there is then. */
  @Override
  long needsJournalAfter() {
    return Long.MAX_VALUE;
  }

  @Override
  long safe(long journaled) {
    return journaled;
  }
}
