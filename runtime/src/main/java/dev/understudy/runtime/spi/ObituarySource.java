package dev.understudy.runtime.spi;

/**
 * How a standby learns of the death of its primary: what the kernel does when a process is gone.
 */
public enum ObituarySource {
  /** The primary is the standby's client; the connection that it never closes is closed for it. */
  CLOSE_OF_THE_PRIMARYS_CONNECTION
}
