package dev.understudy;

import java.io.Serial;

/**
 * A call was refused before it was applied: it is too large, or the primary is about to stop, or a
 * limit is reached. It has changed nothing: a retry is safe.
 */
public final class CallRefusedException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public CallRefusedException(String message) {
    super(message, null);
  }
}
