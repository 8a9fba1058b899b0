package dev.understudy.runtime.core.state;

import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.text.UnlinkedClass;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The journal does not give the state back that clients were told: an update that returned when it
 * was applied throws now, or the other way round, or its arguments cannot be read any more. The
 * message is for people.
 */
public final class ReplayException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private static final String ADVICE =
      "; so the journal does not give back the state that clients were told. Nothing in the"
          + " directory was changed: once the class comes to the same at any time and in every"
          + " process, the state is back";

  private ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The arguments of an update were read once, and cannot be now. */
  static ReplayException ofArguments(LogRecord record, Operation<?> operation, Throwable thrown) {
    String reason =
        thrown instanceof MalformedInputException
            ? String.valueOf(thrown.getMessage())
            : thrown.toString();
    return new ReplayException(
        "update %d, %s, was applied, and its arguments cannot be read again: %s%s"
            .formatted(record.sequence(), operation, reason, ADVICE),
        thrown);
  }

  /** An update ended its process now, and did not when it was first applied. */
  static ReplayException ofError(LogRecord record, Object what, Error thrown) {
    String update = "update %d, %s, was applied, and ".formatted(record.sequence(), what);
    String message =
        thrown instanceof LinkageError unlinked
            ? update + "cannot be replayed: " + UnlinkedClass.describe(unlinked)
            : update
                + "ends with %s when it is replayed%s; look at its memory, its stack size and its flags, too"
                    .formatted(thrown, ADVICE);
    return new ReplayException(message, thrown);
  }

  /**
   * Sees to it that an update ends as it did when it was first applied, as far as its record tells:
   * that it returns, or throws an exception.
   *
   * @param outcome how it has ended now
   * @throws ReplayException if it has ended the other way
   */
  static void requireSameEnd(LogRecord record, Operation<?> operation, byte[] outcome) {
    boolean throwsNow = !OutcomeCodec.isValue(outcome);
    if (record.tellsOutcome() && throwsNow != record.threw()) {
      throw new ReplayException(
          "update %d, %s, %s when it was applied, and %s when it is replayed%s"
              .formatted(
                  record.sequence(),
                  operation,
                  record.threw() ? "threw an exception" : "returned",
                  end(operation, outcome),
                  ADVICE),
          null);
    }
  }

  private static <R> String end(Operation<R> operation, byte[] outcome) {
    try {
      Object result = operation.outcome().read(operation, new WireInput(outcome));
      return result == null ? "returns" : "returns " + result;
    } catch (UpdateFailedException e) {
      return "throws " + String.valueOf(e.getMessage()).substring((operation + " threw ").length());
    } catch (Exception e) {
      return "throws " + e;
    }
  }
}
