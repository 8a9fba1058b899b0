package dev.understudy.runtime.wire;

/** How a call ended, as one byte of a REPLY frame. */
public enum ReplyStatus {
  /** It ran: its outcome follows. */
  OUTCOME(1),
  /** It was refused before it was applied: a message in UTF-8 follows, up to the end. */
  REFUSED(2),
  /** Whether it was applied will not be known: a message in UTF-8 follows, up to the end. */
  UNKNOWN(3),
  /**
   * It was not applied, and will not be in this epoch, since no standby protects the primary: to be
   * brought again, under another number. A message in UTF-8 follows, up to the end.
   */
  UNPROTECTED(4),
  /**
   * It was not applied: primaries have died in it, or in one like it. A message in UTF-8 follows,
   * up to the end.
   */
  POISONED(5);

  private final int code;

  ReplyStatus(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The status that a byte stands for. */
  public static ReplyStatus of(int code) {
    return switch (code) {
      case 1 -> OUTCOME;
      case 2 -> REFUSED;
      case 3 -> UNKNOWN;
      case 4 -> UNPROTECTED;
      case 5 -> POISONED;
      default -> throw new MalformedInputException("a reply of status " + code);
    };
  }
}
