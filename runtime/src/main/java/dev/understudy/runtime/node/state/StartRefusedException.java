package dev.understudy.runtime.node.state;

import java.io.Serial;

/** A start that cannot be, by the user's mistake: the message is for the user, in one line. */
public final class StartRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   */
  public StartRefusedException(String message) {
    super(message);
  }

  /**
   * @param message what happened, where, and what to do
   * @param cause what the user's code threw
   */
  public StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
