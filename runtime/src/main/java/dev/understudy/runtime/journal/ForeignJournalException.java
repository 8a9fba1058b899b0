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
  private final @Nullable String contract;

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
    this(message, whose, null);
  }

  /**
   * @param message the file, that it is of another contract, and what to do
   * @param whose it is
   * @param contract what the file itself says of that contract, in words
   */
  public ForeignJournalException(
      String message, @Nullable JournalIdentity whose, @Nullable String contract) {
    super(message, null);
    this.whose = whose;
    this.contract = contract;
  }

  /** Whose it is, if it is of another contract of the same class; else null. */
  public @Nullable JournalIdentity otherContract() {
    return whose;
  }

  /** That contract, in words, if the file itself holds it; else null. */
  public @Nullable String contract() {
    return contract;
  }
}
