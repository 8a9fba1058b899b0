package dev.understudy.runtime.journal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A read, write or sync of the journal or of a snapshot failed. Of the journal it is never retried,
 * because after a failed write nobody knows what is in the file: the process halts.
 */
public final class JournalFailedException extends JournalException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message the file, what was tried, and what to do
   * @param cause what the system said, or null
   */
  public JournalFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
