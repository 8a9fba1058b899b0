package dev.understudy;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What all exceptions of Understudy have in common. Each subclass says whether a retry is safe. */
public abstract class UnderstudyException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what happened, where, and what to do
   * @param cause what led to it, or null
   */
  protected UnderstudyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
