package dev.understudy.runtime.spi;

/**
 * How a standby learns of the death of its primary: what the kernel does when a process is gone.
 * There is one for each mode and standby role.
 */
public enum ObituarySource {
  /**
   * HOT, SERVER: the primary is the standby's client; the connection over which it forwards, and
   * which it never closes, is closed for it.
   */
  CLOSE_OF_THE_PRIMARYS_CONNECTION,
  /**
   * HOT, CLIENT: the standby's pending request, "give me the next update", is unblocked with an
   * error.
   */
  ERROR_OF_THE_REQUEST_FOR_AN_UPDATE,
  /** WARM, SERVER: the connection that the primary holds open, and never uses, is closed for it. */
  CLOSE_OF_THE_SILENT_CONNECTION,
  /** WARM, CLIENT: the standby's one request, never to be answered, is unblocked with an error. */
  ERROR_OF_THE_UNANSWERED_REQUEST,
  /** COLD: there is no standby; the guardian waits for its child. */
  WAIT_OF_THE_GUARDIAN
}
