package dev.understudy.runtime.journal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A file of the journal, or a snapshot, is whole, but not for this program: of another class, of
 * another contract, or of a newer format.
 */
public final class ForeignJournalException extends JournalException {

  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable JournalIdentity whose;

  /**
   * @param message the file, whose it is, and what to do
   */
  public ForeignJournalException(String message) {
    this(message, null);
  }

  /**
   * @param message the file, that it is of another contract, and what to do
   * @param whose it is
   */
  public ForeignJournalException(String message, @Nullable JournalIdentity whose) {
    super(message, null);
    this.whose = whose;
  }

  /** Whose it is, if it is of another contract of the same class; else null. */
  public @Nullable JournalIdentity otherContract() {
    return whose;
  }
}
