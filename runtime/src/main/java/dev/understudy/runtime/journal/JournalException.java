package dev.understudy.runtime.journal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The journal or a snapshot cannot be used. The message is one sentence for the person at the
 * keyboard: what is wrong, in which file, and what to do.
 */
public abstract class JournalException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
