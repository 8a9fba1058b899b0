package dev.understudy.runtime.replication;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The primary's own outcomes of the updates that it has forwarded, each kept until the standby has
 * answered with its own, and the comparison of the two.
 */
public final class UnansweredOutcomes {

  private record Own(int operation, byte[] outcome) {}

  /** Stands for the operation of a record that is no call. */
  public static final int NO_OPERATION = -1;

  private final ServerClass serverClass;
  private final ArrayDeque<Own> own = new ArrayDeque<>();
  private final WireInput mine = new WireInput();
  private final WireInput theirs = new WireInput();
  private long answered;
  private long keptBytes;

  /**
   * @param serverClass says whether results are compared, and how
   */
  public UnansweredOutcomes(ServerClass serverClass) {
    this.serverClass = serverClass;
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
  public @Nullable Difference answer(byte[] bytes, int offset, int length) {
    Own next = own.poll();
    if (next == null) {
      throw new IllegalStateException(
          "the standby answers update " + (answered + 1) + ", which was not forwarded to it");
    }
    keptBytes -= next.outcome.length;
    answered++;
    if (!serverClass.compareResults() || next.operation == NO_OPERATION) {
      return null;
    }
    mine.reset(next.outcome, 0, next.outcome.length);
    theirs.reset(bytes, offset, length);
    Operation<?> operation = serverClass.operations().get(next.operation);
    if (same(operation, mine, theirs)) {
      return null;
    }
    mine.reset(next.outcome, 0, next.outcome.length);
    theirs.reset(bytes, offset, length);
    return new Difference(
        answered, operation.signature(), describe(operation, mine), describe(operation, theirs));
  }

  // What cannot even be read is not equal; that it cannot is the standby's fault, not ours.
  private static boolean same(Operation<?> operation, WireInput mine, WireInput theirs) {
    try {
      return operation.outcome().same(mine, theirs);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static <R> String describe(Operation<R> operation, WireInput in) {
    try {
      return Objects.toString(operation.outcome().read(operation, in));
    } catch (Exception e) {
      return e.toString();
    }
  }
}
