package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.StateMachine;

/**
 * Mode WARM: sleeps beside its link, and digests the journal when it takes over. That bounds no
 * recovery; the snapshots do, which are made all the while.
 */
public final class WarmStandby extends StandbyCore {

  private final StandbyEffects effects;

  /**
   * @param state nothing yet: what is to be recovered is in the directory
   */
  public WarmStandby(StateMachine state, StandbyEffects effects) {
    super(state);
    this.effects = effects;
  }

  @Override
  public boolean needsJournal() {
    return false;
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
