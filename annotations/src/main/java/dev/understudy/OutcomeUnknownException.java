package dev.understudy;

import java.io.Serial;

/**
 * A call has outlived its deadline, was interrupted, or its session has ended: it may have been
 * applied, or not, and no answer will tell. Never applied twice. A retry is a new call: whether it
 * is safe is for the caller to know.
 */
public final class OutcomeUnknownException extends UnderstudyException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public OutcomeUnknownException(String message) {
    super(message, null);
  }
}
