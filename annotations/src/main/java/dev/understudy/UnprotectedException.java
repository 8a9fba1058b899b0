package dev.understudy;

import java.io.Serial;

/**
 * No standby protected the primary until the update's deadline, and its class asks for one by
 * {@link WhenUnprotected#REFUSE}. It was not applied: a retry is safe.
 */
public final class UnprotectedException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public UnprotectedException(String message) {
    super(message, null);
  }
}
