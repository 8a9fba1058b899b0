package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.ForwardQueue;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireOutput;

/**
 * What a successor does before it serves, once the fence is its own. It digests what the journal
 * has and it lacks (the primary wrote it and died before it forwarded it), appends what it has and
 * the journal lacks (the primary forwarded it and died before it wrote it), and so makes journal
 * and successor agree about every sequence.
 */
public final class Takeover {

  /** The journal, as a successor needs it. */
  public interface Tail {

    /**
     * Reads the next record; what it begins with is a record that the standby has digested, or
     * lacks.
     *
     * @return false at the end, where a torn record counts as none
     */
    boolean next(LogRecord into);

    /** The number of the last update that was read, or that stands before the first to be read. */
    long sequence();

    /** Cuts what is torn behind the last record that was read, and appends these. */
    void append(byte[] bytes, int offset, int length, long firstSequence, long lastSequence);
  }

  private Takeover() {}

  /**
   * Makes journal and standby agree.
   *
   * @return how many updates the journal lacked
   * @throws SupersededException if another process has served since the primary that is succeeded
   * @throws IllegalStateException if they cannot agree: the journal ends before the updates that
   *     this standby has kept begin
   */
  public static long settle(StandbyCore standby, Tail tail) {
    LogRecord record = new LogRecord();
    standby.requireNotSuperseded(standby.state().epoch());
    standby.succeeds();
    while (tail.next(record)) {
      standby.digestFromJournal(record);
    }
    return append(standby, tail, tail.sequence());
  }

  private static long append(StandbyCore standby, Tail tail, long journalEnd) {
    WireOutput missing = WireOutput.forCall();
    long first = 0;
    long end = journalEnd;
    for (ForwardQueue.Kept kept : standby.forwards().all()) {
      if (kept.sequence() <= journalEnd) {
        continue;
      }
      if (kept.sequence() != end + 1) {
        throw disagreement(end, kept.sequence());
      }
      first = first == 0 ? kept.sequence() : first;
      end = kept.sequence();
      missing.writeRaw(kept.bytes(), 0, kept.bytes().length);
      if (kept.sequence() > standby.digested()) {
        standby.digestKept(kept);
      }
    }
    if (end != standby.digested()) {
      throw disagreement(end, standby.digested());
    }
    if (first == 0) {
      return 0;
    }
    tail.append(missing.array(), 0, missing.size(), first, end);
    return end - first + 1;
  }

  private static IllegalStateException disagreement(long journalEnd, long sequence) {
    return new IllegalStateException(
        "the journal ends with update %d, and this standby has update %d but nothing in between"
            .formatted(journalEnd, sequence));
  }
}
