package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.OutcomeComparison;
import dev.understudy.runtime.core.state.StateDigest;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Mode HOT, standby role CLIENT: asks for the next update, is answered up to where the journal is
 * written, digests it from there, and asks again. The primary's results stand in the journal too,
 * and are compared.
 */
public final class HotClientStandby extends StandbyCore {

  private final StandbyEffects effects;
  private final OutcomeComparison comparison;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private long journaled;
  private long comparedAfter = UNKNOWN;
  private boolean asking;
  private boolean comparing;
  private boolean differs;

  /**
   * @param state what was recovered from snapshot and journal
   */
  public HotClientStandby(StateMachine state, StandbyEffects effects) {
    super(state);
    this.effects = effects;
    this.comparison = new OutcomeComparison(state.serverClass());
  }

  /** {@inheritDoc} First all that is there, then up to where its last request was answered. */
  @Override
  public boolean needsJournal() {
    return comparedAfter == UNKNOWN || digested() < journaled || comparing;
  }

  @Override
  public void linked() {
    effects.join(digested());
    ask();
  }

  /**
   * Its request is answered: the journal is written up to there. The first answer comes at once,
   * and says from where on results are compared: those before are of another standby's time, and
   * one that differed then would have every standby rebuilt until a snapshot leaves it behind.
   */
  public void answered(long upTo) {
    if (!asking) {
      throw new IllegalStateException("an answer to a standby that has not asked");
    }
    asking = false;
    journaled = upTo;
    comparedAfter = comparedAfter == UNKNOWN ? upTo : comparedAfter;
    if (!needsJournal()) {
      ask();
    }
  }

  @Override
  public void digestFromJournal(LogRecord next) {
    if (next.kind() == LogRecord.Kind.OUTCOME) {
      compare(next);
      return;
    }
    boolean isNew = next.sequence() > Math.max(digested(), comparedAfter);
    super.digestFromJournal(next);
    // Only calls have outcomes: the opening of a session has none, nor do most of the ends.
    comparing = isNew && state().outcome().length > 0;
  }

  /**
   * {@inheritDoc} After its first request was answered, it compares with what stands there, if
   * anything does.
   */
  @Override
  boolean isAlone(long sequence) {
    return sequence <= comparedAfter || !state().serverClass().compareResults();
  }

  private void compare(LogRecord primarys) {
    if (primarys.operation() == LogRecord.STATE) {
      compareState(primarys);
      return;
    }
    if (!comparing || differs || primarys.sequence() != digested()) {
      return;
    }
    comparing = false;
    tell(comparison.compare(primarys, state().outcome()));
  }

  // As with results, nothing of another standby's time.
  private void compareState(LogRecord primarys) {
    long sequence = primarys.sequence();
    if (!differs && sequence > comparedAfter && sequence == digested()) {
      tell(StateDigest.compare(primarys, state().replica()));
    }
  }

  private void tell(@Nullable Difference difference) {
    if (difference != null) {
      differs = true; // What follows from the first difference says no more than it.
      effects.differs(difference);
    }
  }

  @Override
  public void progressed() {
    effects.progress(digested());
    if (!asking && !needsJournal()) {
      ask();
    }
  }

  private void ask() {
    asking = true;
    effects.ask(digested());
  }

  @Override
  public void tick() {
    effects.heartbeat();
  }
}
