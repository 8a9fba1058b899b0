package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.ForwardQueue;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a standby decides. This much of it is the same in every mode, and all of it for a process
 * that recovers on its own: it digests the journal. How it learns what to digest, and what it tells
 * its primary, is decided by a subclass for each mode and standby role.
 */
public class StandbyCore {

  private final StateMachine state;
  private final ForwardQueue forwards = new ForwardQueue();
  private final LogRecord record = new LogRecord();
  private long epochOfPrimary = Long.MAX_VALUE;
  private boolean succeeds;

  /**
   * @param state what was recovered from snapshot and journal
   */
  public StandbyCore(StateMachine state) {
    this.state = state;
  }

  /**
   * It succeeds only the primary of this epoch. One that was stopped for a while may find its
   * primary dead, and succeeded by others, and those gone too: the fence is free then, and still
   * not for it.
   */
  public final void understudies(long epoch) {
    epochOfPrimary = epoch;
  }

  /**
   * Sees to it that nobody has served since the primary that is understudied.
   *
   * @param epoch that of the state, or of a record
   * @throws SupersededException if somebody has
   */
  final void requireNotSuperseded(long epoch) {
    if (epoch > epochOfPrimary) {
      throw new SupersededException(epoch);
    }
  }

  /** The last update that was digested. */
  public final long digested() {
    return state.sequence();
  }

  /** The state, for the epoch of the successor. */
  public final StateMachine state() {
    return state;
  }

  /** What came over the link and may not be in the journal yet. */
  final ForwardQueue forwards() {
    return forwards;
  }

  /** Whether it needs more of the journal. */
  public boolean needsJournal() {
    return true;
  }

  /**
   * From where on the journal may hold what a successor lacks, as the primary told it; null if that
   * is where this standby has come to by reading. All of the journal that was forwarded need not be
   * read again: it may be large.
   */
  public @Nullable JournalPlace tailBegin() {
    return null;
  }

  /**
   * The next record of the journal; what was digested already is passed over.
   *
   * @throws SupersededException if it is of an epoch after the primary's
   */
  public void digestFromJournal(LogRecord next) {
    requireNotSuperseded(next.epoch());
    boolean isNew =
        switch (next.kind()) {
          case EPOCH -> next.epoch() > state.epoch();
          case OUTCOME -> false;
          default -> next.sequence() > state.sequence();
        };
    if (isNew) {
      digest(next);
    }
  }

  /** There is a link to the primary. */
  public void linked() {}

  /** The primary wants it to be ready to serve soon. */
  public void wake() {}

  /** Some of the journal was digested, or all that is there. */
  public void progressed() {}

  /** All that the link holds for now was taken in. */
  public void endOfInput() {}

  /** A tick of the writer's clock has passed. */
  public void tick() {}

  /** Its primary is dead, or hands over: from now on nobody compares what it digests. */
  final void succeeds() {
    succeeds = true;
  }

  final void digestKept(ForwardQueue.Kept kept) {
    record.viewValid(kept.bytes(), 0, kept.bytes().length);
    digest(record);
  }

  final void digest(LogRecord next) {
    state.replay(next, succeeds || isAlone(next.sequence()));
  }

  /**
   * Whether nobody else compares the result of an update with the primary's, so that it has at
   * least to end as it did there.
   */
  boolean isAlone(long sequence) {
    return true;
  }
}
