package dev.understudy.runtime.text;

import java.io.Serial;

/** A text that is not the JSON that was expected. */
public final class MalformedJsonException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what was expected, and where
   */
  public MalformedJsonException(String message) {
    super(message);
  }
}
