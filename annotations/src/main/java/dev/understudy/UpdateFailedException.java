package dev.understudy;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The method of the server class threw an exception that it does not declare. For an update this is
 * its result: what it did until then has happened, once, on both sides. A retry is a new call.
 */
public final class UpdateFailedException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  private final String exceptionType;

  /**
   * @param operation the method, as {@code name(parameter types)}
   * @param exceptionType the binary name of the exception's class
   * @param exceptionMessage its message, or null
   */
  public UpdateFailedException(
      String operation, String exceptionType, @Nullable String exceptionMessage) {
    super(
        operation
            + " threw "
            + exceptionType
            + (exceptionMessage == null ? "" : ": " + exceptionMessage),
        null);
    this.exceptionType = exceptionType;
  }

  /** The binary name of the class of the exception that the method threw. */
  public String exceptionType() {
    return exceptionType;
  }
}
