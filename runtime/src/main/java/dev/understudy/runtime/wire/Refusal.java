package dev.understudy.runtime.wire;

/** Why a connection was refused, as one byte of a REFUSED frame. */
public enum Refusal {
  /** Another class, another contract, or another version of the frames. */
  WRONG_CONTRACT(1),
  /** The session that was named has ended. */
  SESSION_ENDED(2),
  /** A limit is reached. */
  LIMIT(3),
  /** The primary stops in order. */
  STOPPING(4),
  /** A command cannot be done now. Clients are never told this. */
  NOT_NOW(5);

  private final int code;

  Refusal(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The refusal that a byte stands for. */
  public static Refusal of(int code) {
    return switch (code) {
      case 1 -> WRONG_CONTRACT;
      case 2 -> SESSION_ENDED;
      case 3 -> LIMIT;
      case 4 -> STOPPING;
      case 5 -> NOT_NOW;
      default -> throw new MalformedInputException("a refusal of code " + code);
    };
  }
}
