package dev.understudy.benchmarks.bare;

/** The sizes of what the bare processes send. Immutable, for any thread. */
public final class Frames {

  /** What an update of a user's carries. */
  public static final int PAYLOAD_BYTES = 64;

  /** A request: its number, a summand, and the payload. */
  public static final int REQUEST_BYTES = 2 * Long.BYTES + PAYLOAD_BYTES;

  /** A reply to a caller: the number of the request, and its result. */
  public static final int REPLY_BYTES = 2 * Long.BYTES;

  /** The answer of the standby to the primary: the hash of its result. */
  static final int ANSWER_BYTES = Long.BYTES;

  private Frames() {}
}
