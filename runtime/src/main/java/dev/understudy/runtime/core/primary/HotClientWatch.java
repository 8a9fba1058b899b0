package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.Difference;

/**
 * Mode HOT, standby role CLIENT: the standby asks for the next update, and its request waits until
 * there is one. The answer says up to which update the journal is written; the standby reads it
 * there, so that a lag costs the primary nothing, and replies never wait for the standby.
 */
final class HotClientWatch extends StandbyWatch {

  private static final long NOT_ASKED = Long.MAX_VALUE;

  private final boolean compares;
  private long askedAfter = NOT_ASKED;
  private boolean toldWhereItBegan;
  private boolean differed;

  HotClientWatch(CoreLimits limits, PrimaryEffects effects, boolean compares) {
    super(limits, effects);
    this.compares = compares;
  }

  @Override
  boolean comparesByJournal() {
    return compares;
  }

  @Override
  boolean comparesState() {
    return compares && phase() == StandbyPhase.READY;
  }

  @Override
  void asked(long upTo) {
    heard();
    digestedUpTo(upTo);
    askedAfter = upTo;
  }

  @Override
  void batchEnded(long journaled) {
    if (phase() == StandbyPhase.DROPPED || askedAfter == NOT_ASKED) {
      return;
    }
    if (journaled > askedAfter || !toldWhereItBegan) {
      toldWhereItBegan = true;
      askedAfter = NOT_ASKED;
      effects.answerStandby(journaled);
    }
    if (phase() == StandbyPhase.JOINING && isNear(journaled)) {
      become(StandbyPhase.READY);
      effects.standbyReady(digested());
    }
  }

  @Override
  void differs(Difference difference) {
    if (phase() == StandbyPhase.DROPPED) {
      return;
    }
    differed = true;
    effects.standbyDiffers(difference);
    drop(difference.reason());
  }

  @Override
  void died() {
    super.died();
    askedAfter = NOT_ASKED;
    toldWhereItBegan = false;
    differed = false;
  }

  /**
   * One that only lags or is silent would find all in the journal, so nothing waits for its end.
   */
  @Override
  long safe(long journaled) {
    return differed ? NOTHING : journaled;
  }
}
