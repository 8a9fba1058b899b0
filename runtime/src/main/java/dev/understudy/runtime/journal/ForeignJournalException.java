package dev.understudy.runtime.journal;

import java.io.Serial;

/**
 * A file of the journal, or a snapshot, is whole, but not for this program: of another class, of
 * another contract, or of a newer format.
 */
public final class ForeignJournalException extends JournalException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message the file, whose it is, and what to do
   */
  public ForeignJournalException(String message) {
    super(message, null);
  }
}
