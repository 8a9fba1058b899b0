package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.ForwardQueue;
import dev.understudy.runtime.core.state.StateDigest;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Mode HOT, standby role SERVER: digests the journal until it is near, then what is forwarded to
 * it, and keeps the bytes that the journal may lack, for the day on which it succeeds.
 *
 * <pre>
 * JOINING -> LIVE -> READY
 * </pre>
 */
public final class HotServerStandby extends StandbyCore {

  /** How far this standby is. */
  public enum Phase {
    /** It digests the journal. */
    JOINING,
    /** It digests the journal up to where forwarding began, and keeps what is forwarded. */
    LIVE,
    /** It digests and answers what is forwarded. */
    READY
  }

  private final StandbyEffects effects;

  private Phase phase = Phase.JOINING;
  private long liveAfter;
  private long journaled;
  private long segmentFirst;
  private long segmentOffset;
  private boolean differs;

  /**
   * @param state what was recovered from snapshot and journal
   */
  public HotServerStandby(StateMachine state, StandbyEffects effects) {
    super(state);
    this.effects = effects;
  }

  /** How far this standby is. */
  public Phase phase() {
    return phase;
  }

  /** {@inheritDoc} So it does until it has digested all that was not forwarded. */
  @Override
  public boolean needsJournal() {
    return phase == Phase.JOINING || (phase == Phase.LIVE && digested() < liveAfter);
  }

  @Override
  public void linked() {
    effects.join(digested());
  }

  /** {@inheritDoc} From READY on the primary compares, unless nobody is to. */
  @Override
  boolean isAlone(long sequence) {
    return phase != Phase.READY || !state().serverClass().compareResults();
  }

  @Override
  public void progressed() {
    if (phase == Phase.JOINING) {
      effects.progress(digested());
    }
    levelUp();
  }

  /** All updates after this one will be forwarded; the journal is written up to it. */
  public void live(long after) {
    if (phase != Phase.JOINING) {
      throw new IllegalStateException("a standby that is " + phase + " was told to go live");
    }
    phase = Phase.LIVE;
    liveAfter = after;
    journaled = after;
    forwards().reset(after);
    levelUp();
  }

  /** The next record that the primary applied. */
  public void forwarded(LogRecord next) {
    if (phase == Phase.JOINING) {
      throw new IllegalStateException("an update was forwarded to a standby that is not live");
    }
    if (next.kind() == LogRecord.Kind.OUTCOME) {
      compareState(next);
      return; // No successor needs it.
    }
    forwards().add(next);
    // A joiner may have read it in the journal already, before it looked at its link.
    if (phase == Phase.READY && next.sequence() > digested()) {
      digest(next);
      effects.answer(next.sequence(), state().outcome());
    }
  }

  private void compareState(LogRecord primarys) {
    if (phase != Phase.READY || differs || primarys.sequence() != digested()) {
      return;
    }
    @Nullable Difference difference = StateDigest.compare(primarys, state().replica());
    if (difference != null) {
      differs = true; // It is about to be killed.
      effects.differs(difference);
    }
  }

  /**
   * The primary says up to which update the journal is written.
   *
   * @param inSegment the first sequence of the segment in which that is; 0 if it has not said so
   * @param atOffset the offset there
   */
  public void journaled(long upTo, long inSegment, long atOffset) {
    if (upTo >= journaled) {
      journaled = upTo;
      segmentFirst = inSegment;
      segmentOffset = atOffset;
    }
    forwards().forget(Math.min(journaled, digested()));
  }

  /** {@inheritDoc} Until it is READY, it may not have digested all that lies before that. */
  @Override
  public @Nullable JournalPlace tailBegin() {
    return phase == Phase.READY && segmentFirst != 0
        ? new JournalPlace(segmentFirst, segmentOffset, journaled)
        : null;
  }

  @Override
  public void endOfInput() {
    levelUp();
  }

  private void levelUp() {
    if (phase != Phase.LIVE || digested() < liveAfter) {
      return;
    }
    for (ForwardQueue.Kept kept : forwards().all()) {
      if (kept.sequence() > digested()) {
        digestKept(kept);
      }
    }
    phase = Phase.READY;
    effects.ready(digested());
  }

  @Override
  public void tick() {
    effects.heartbeat();
  }
}
