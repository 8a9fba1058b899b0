package dev.understudy.torture.attic;

import java.io.Serial;

/** A register holds another value than its caller expects. Declared, with a message alone. */
public final class StaleException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Says what it holds. */
  public StaleException(String message) {
    super(message);
  }
}
