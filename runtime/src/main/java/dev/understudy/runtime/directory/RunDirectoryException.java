package dev.understudy.runtime.directory;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a pair, or its pair file, cannot be used. The message is one sentence for the
 * person at the keyboard: what is wrong, where, and what to do.
 */
public final class RunDirectoryException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, where, and what to do
   */
  public RunDirectoryException(String message) {
    this(message, null);
  }

  /**
   * @param message what is wrong, where, and what to do
   * @param cause what the file system said, or null
   */
  public RunDirectoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
