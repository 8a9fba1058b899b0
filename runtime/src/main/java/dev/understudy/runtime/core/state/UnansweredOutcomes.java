package dev.understudy.runtime.core.state;

import dev.understudy.runtime.spi.ServerClass;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The primary's own outcomes of the updates that it has forwarded, each kept until the standby has
 * answered with its own, and the comparison of the two.
 */
public final class UnansweredOutcomes {

  private record Own(int operation, byte[] outcome) {}

  /** Stands for the operation of a record that is no call. */
  public static final int NO_OPERATION = -1;

  private final OutcomeComparison comparison;
  private final ArrayDeque<Own> own = new ArrayDeque<>();
  private long answered;
  private long keptBytes;

  /**
   * @param serverClass says whether results are compared, and how
   */
  public UnansweredOutcomes(ServerClass serverClass) {
    this.comparison = new OutcomeComparison(serverClass);
  }

  /** Starts over: the next update that is forwarded is the one after this. */
  public void reset(long forwardedUpTo) {
    own.clear();
    keptBytes = 0;
    answered = forwardedUpTo;
  }

  /** The last update that the standby has answered. */
  public long answered() {
    return answered;
  }

  /** The memory that the kept outcomes take, without overhead, in bytes. */
  public long keptBytes() {
    return keptBytes;
  }

  /** The number of updates that the standby has yet to answer. */
  public int size() {
    return own.size();
  }

  /** Keeps the outcome of the next update that is forwarded. */
  public void add(int operation, byte[] outcome) {
    own.add(new Own(operation, outcome));
    keptBytes += outcome.length;
  }

  /** Takes it that the standby has digested so far, from the journal: it will not answer for it. */
  public void skipTo(long digested) {
    while (answered < digested && !own.isEmpty()) {
      keptBytes -= own.remove().outcome.length;
      answered++;
    }
  }

  /**
   * Takes the standby's answer to the next update.
   *
   * @param bytes holds its outcome
   * @param offset where in the array the outcome begins
   * @param length the bytes of the outcome
   * @return null if it is equal to the primary's, or need not be; else how they differ
   * @throws IllegalStateException if no update is unanswered
   */
  public Difference.@Nullable OfResult answer(byte[] bytes, int offset, int length) {
    Own next = own.poll();
    if (next == null) {
      throw new IllegalStateException(
          "the standby answers update " + (answered + 1) + ", which was not forwarded to it");
    }
    keptBytes -= next.outcome.length;
    answered++;
    if (next.operation == NO_OPERATION) {
      return null;
    }
    return comparison.compare(
        answered, next.operation, next.outcome, 0, next.outcome.length, bytes, offset, length);
  }
}
