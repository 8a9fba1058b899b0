package dev.understudy.runtime.api;

import java.time.Duration;

/**
 * The settings of a client.
 *
 * @param name what {@code UpdateContext.client()} tells of it; at most 256 characters
 * @param connectTimeout how long {@code connect} waits for a primary
 * @param callTimeout how long a call may take, takeovers included, before it fails with {@code
 *     OutcomeUnknownException}
 */
public record ClientOptions(String name, Duration connectTimeout, Duration callTimeout) {

  private static final int MAX_NAME_CHARS = 256;

  /** No name, and 30 seconds for connecting and for a call. */
  public static final ClientOptions DEFAULTS =
      new ClientOptions("", Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** Checks the settings. */
  public ClientOptions {
    if (name.length() > MAX_NAME_CHARS) {
      throw new IllegalArgumentException(
          "a client's name has at most " + MAX_NAME_CHARS + " characters, not " + name.length());
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("callTimeout", callTimeout);
  }

  /** These settings with another name. */
  public ClientOptions withName(String newName) {
    return new ClientOptions(newName, connectTimeout, callTimeout);
  }

  /** These settings with another time for connecting. */
  public ClientOptions withConnectTimeout(Duration timeout) {
    return new ClientOptions(name, timeout, callTimeout);
  }

  /** These settings with another time for a call. */
  public ClientOptions withCallTimeout(Duration timeout) {
    return new ClientOptions(name, connectTimeout, timeout);
  }

  private static void requirePositive(String what, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(what + " must be positive, not " + timeout);
    }
  }
}
