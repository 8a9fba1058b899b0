package dev.understudy;

/**
 * Who called an update.
 *
 * @param session the session of the client, or 0 for a caller inside the primary's own process
 * @param name the name that the client gave when it connected, or the empty string
 */
public record CallingClient(long session, String name) {

  /** The caller inside the primary's own process, and the launcher. */
  public static final CallingClient INSIDE = new CallingClient(0, "");
}
