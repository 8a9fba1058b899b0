package dev.understudy.runtime.observe;

import java.io.Serial;

/** A text that is not the JSON that was expected. */
public final class MalformedJsonException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what was expected, and where
   */
  public MalformedJsonException(String message) {
    super(message);
  }
}
