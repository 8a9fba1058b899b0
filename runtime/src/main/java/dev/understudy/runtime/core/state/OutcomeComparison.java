package dev.understudy.runtime.core.state;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares the primary's outcome of an update with the standby's, by value. */
public final class OutcomeComparison {

  private final ServerClass serverClass;
  private final WireInput primarys = new WireInput();
  private final WireInput standbys = new WireInput();

  /**
   * @param serverClass says whether results are compared, and how
   */
  public OutcomeComparison(ServerClass serverClass) {
    this.serverClass = serverClass;
  }

  /**
   * Compares an outcome that the primary left in the journal.
   *
   * @param primary the OUTCOME record
   * @param standby the standby's own outcome of that update
   * @return null if they are equal, or need not be; else how they differ
   */
  public Difference.@Nullable OfResult compare(LogRecord primary, byte[] standby) {
    return compare(
        primary.sequence(),
        primary.operation(),
        primary.array(),
        primary.offset() + LogRecord.HEADER_BYTES,
        primary.size() - LogRecord.HEADER_BYTES,
        standby,
        0,
        standby.length);
  }

  Difference.@Nullable OfResult compare(
      long sequence,
      int operationIndex,
      byte[] primary,
      int primaryOffset,
      int primaryLength,
      byte[] standby,
      int standbyOffset,
      int standbyLength) {
    if (!serverClass.compareResults()) {
      return null;
    }
    Operation<?> operation = serverClass.operations().get(operationIndex);
    primarys.reset(primary, primaryOffset, primaryLength);
    standbys.reset(standby, standbyOffset, standbyLength);
    if (same(operation)) {
      return null;
    }
    primarys.reset(primary, primaryOffset, primaryLength);
    standbys.reset(standby, standbyOffset, standbyLength);
    return new Difference.OfResult(
        sequence,
        operation.signature(),
        describe(operation, primarys),
        describe(operation, standbys));
  }

  // An outcome that cannot be read is not equal. The standby is at fault then, not this process.
  private boolean same(Operation<?> operation) {
    try {
      return operation.outcome().same(primarys, standbys);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static <R> String describe(Operation<R> operation, WireInput in) {
    try {
      // As it prints an element: an array does not say what it holds.
      String text = Arrays.deepToString(new Object[] {operation.outcome().read(operation, in)});
      return text.substring(1, text.length() - 1);
    } catch (Exception e) {
      return e.toString();
    }
  }
}
