package dev.understudy.runtime.core.state;

import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What the standby keeps of the records that were forwarded to it: those that it has yet to digest,
 * and those that the journal may lack, since the primary forwards before it writes. Should the
 * primary die in between, the successor writes them in its stead.
 */
public final class ForwardQueue {

  /** One record, in bytes of its own. */
  public record Kept(long sequence, byte[] bytes) {}

  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private long last;

  /** Starts over: the next record is the one after this update. */
  public void reset(long sequence) {
    kept.clear();
    last = sequence;
  }

  /** The number of the last update that was forwarded. */
  public long last() {
    return last;
  }

  /** The number of records that are kept. */
  public int size() {
    return kept.size();
  }

  /**
   * Adds the next record.
   *
   * @throws MalformedInputException if it is not the next one
   */
  public void add(LogRecord record) {
    if (record.sequence() != last + 1) {
      throw new MalformedInputException(
          "update " + record.sequence() + " was forwarded after update " + last);
    }
    last = record.sequence();
    kept.add(
        new Kept(
            last,
            Arrays.copyOfRange(record.array(), record.offset(), record.offset() + record.size())));
  }

  /** Forgets the records up to an update that is digested and in the journal. */
  public void forget(long sequence) {
    Kept first = kept.peek();
    while (first != null && first.sequence <= sequence) {
      kept.poll();
      first = kept.peek();
    }
  }

  /** The records that are kept, in order. */
  public Iterable<Kept> all() {
    return kept;
  }
}
