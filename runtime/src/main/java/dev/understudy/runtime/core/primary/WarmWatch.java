package dev.understudy.runtime.core.primary;

/**
 * Mode WARM: the standby is there and asleep. All that it will need is in the journal, so that
 * replies never wait for it.
 */
final class WarmWatch extends StandbyWatch {

  private boolean woken;
  private boolean loaded;

  WarmWatch(CoreLimits limits, PrimaryEffects effects) {
    super(limits, effects);
  }

  @Override
  void joined(long recoveredUpTo) {
    become(StandbyPhase.ASLEEP);
    digestedUpTo(recoveredUpTo);
    effects.standbyReady(recoveredUpTo);
  }

  @Override
  void wake() {
    if (!woken) {
      woken = true;
      effects.wakeStandby();
    }
  }

  @Override
  boolean isLoading() {
    return woken && !loaded;
  }

  @Override
  void progressed(long upTo) {
    super.progressed(upTo);
    loaded = true;
  }

  /** {@inheritDoc} Asleep it has nothing, however little there is. */
  @Override
  boolean isNear(long applied) {
    return loaded && super.isNear(applied);
  }

  @Override
  void died() {
    super.died();
    woken = false;
    loaded = false;
  }

  /** Seldom: each sign of life wakes a standby that is to sleep. */
  @Override
  int heartbeatTicks() {
    return limits.sleepTicks();
  }

  /** Asleep it needs nothing: it will begin with the newest snapshot that there is then. */
  @Override
  long needsJournalAfter() {
    return woken ? super.needsJournalAfter() : Long.MAX_VALUE;
  }

  @Override
  long safe(long journaled) {
    return journaled;
  }
}
