package dev.understudy;

import java.io.Serial;

/**
 * No primary answered a client within its timeout, or the one that did serves something else. No
 * call was sent: a retry is safe.
 */
public final class NoPrimaryException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public NoPrimaryException(String message) {
    super(message, null);
  }
}
