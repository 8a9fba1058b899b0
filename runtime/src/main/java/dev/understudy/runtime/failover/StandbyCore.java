package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.ForwardQueue;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.LogRecord;

/**
 * What a standby decides: digests the journal until it is near, then what is forwarded to it, and
 * keeps the bytes that the journal may lack, for the day on which it succeeds.
 *
 * <pre>
 * SYNCING -> LIVE -> READY
 * </pre>
 */
public final class StandbyCore {

  /** How far this standby is. */
  public enum Phase {
    /** It digests the journal. */
    SYNCING,
    /** It digests the journal up to where forwarding began, and keeps what is forwarded. */
    LIVE,
    /** It digests and answers what is forwarded. */
    READY
  }

  private final StateMachine state;
  private final StandbyEffects effects;
  private final ForwardQueue forwards = new ForwardQueue();
  private final LogRecord record = new LogRecord();

  private Phase phase = Phase.SYNCING;
  private long liveAfter;
  private long journaled;

  /**
   * @param state what was recovered from snapshot and journal
   */
  public StandbyCore(StateMachine state, StandbyEffects effects) {
    this.state = state;
    this.effects = effects;
  }

  /** How far this standby is. */
  public Phase phase() {
    return phase;
  }

  /** The last update that was digested. */
  public long digested() {
    return state.sequence();
  }

  /** The state, for the reign of the successor. */
  public StateMachine state() {
    return state;
  }

  ForwardQueue forwards() {
    return forwards;
  }

  /** Whether it needs more of the journal: until it has digested all that was not forwarded. */
  public boolean needsJournal() {
    return phase == Phase.SYNCING || (phase == Phase.LIVE && state.sequence() < liveAfter);
  }

  /** The primary has connected. */
  public void linked() {
    effects.join(state.sequence());
  }

  /** The next record of the journal; what was digested already is passed over. */
  public void digestFromJournal(LogRecord next) {
    boolean isNew =
        next.kind() == LogRecord.Kind.EPOCH
            ? next.epoch() > state.epoch()
            : next.sequence() > state.sequence();
    if (isNew) {
      digest(next);
    }
  }

  /** Some of the journal was digested, or all that is there. */
  public void progressed() {
    if (phase == Phase.SYNCING) {
      effects.progress(state.sequence());
    }
    levelUp();
  }

  /** All updates after this one will be forwarded; the journal is written up to it. */
  public void live(long after) {
    if (phase != Phase.SYNCING) {
      throw new IllegalStateException("a standby that is " + phase + " was told to go live");
    }
    phase = Phase.LIVE;
    liveAfter = after;
    journaled = after;
    forwards.reset(after);
    levelUp();
  }

  /** The next record that the primary applied. */
  public void forwarded(LogRecord next) {
    if (phase == Phase.SYNCING) {
      throw new IllegalStateException("an update was forwarded to a standby that is not live");
    }
    forwards.add(next);
    // A joiner may have read it in the journal already, before it looked at its link.
    if (phase == Phase.READY && next.sequence() > state.sequence()) {
      digest(next);
      effects.answer(next.sequence(), state.outcome());
    }
  }

  /** The primary says up to which update the journal is written. */
  public void journaled(long upTo) {
    journaled = Math.max(journaled, upTo);
    forwards.forget(Math.min(journaled, state.sequence()));
  }

  /** All that the link holds for now was taken in. */
  public void endOfInput() {
    levelUp();
  }

  private void levelUp() {
    if (phase != Phase.LIVE || state.sequence() < liveAfter) {
      return;
    }
    for (ForwardQueue.Kept kept : forwards.all()) {
      if (kept.sequence() > state.sequence()) {
        digestKept(kept);
      }
    }
    phase = Phase.READY;
    effects.ready(state.sequence());
  }

  void digestKept(ForwardQueue.Kept kept) {
    record.viewValid(kept.bytes(), 0, kept.bytes().length);
    digest(record);
  }

  private void digest(LogRecord next) {
    if (!state.digest(next)) {
      throw new IllegalStateException(
          "update " + next.sequence() + " is in the log, and its arguments cannot be decoded");
    }
  }

  /** A tick of the writer's clock has passed. */
  public void tick() {
    effects.heartbeat();
  }
}
