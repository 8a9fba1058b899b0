package dev.understudy.runtime.journal;

import java.io.Serial;

/** What stands in a file of the journal, or in a snapshot, is not what was written, or is gone. */
public final class JournalDamagedException extends JournalException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message the file, the offset in it, and what to do
   */
  public JournalDamagedException(String message) {
    super(message, null);
  }
}
