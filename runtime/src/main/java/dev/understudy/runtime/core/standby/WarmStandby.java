package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.StateMachine;

/**
 * Mode WARM: sleeps beside its link, and digests the journal when it takes over, or before a
 * switchover, for which it is woken. That bounds no recovery; the snapshots do, which are made all
 * the while.
 */
public final class WarmStandby extends StandbyCore {

  private static final long NOTHING = -1;

  private final StandbyEffects effects;
  private boolean awake;
  private long told = NOTHING;

  /**
   * @param state nothing yet: what is to be recovered is in the directory
   */
  public WarmStandby(StateMachine state, StandbyEffects effects) {
    super(state);
    this.effects = effects;
  }

  @Override
  public boolean needsJournal() {
    return awake;
  }

  @Override
  public void wake() {
    awake = true;
  }

  @Override
  public void progressed() {
    if (digested() != told) {
      told = digested();
      effects.progress(told);
    }
  }

  @Override
  public void linked() {
    effects.join(digested());
  }

  @Override
  public void tick() {
    effects.heartbeat();
  }
}
