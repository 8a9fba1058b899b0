package dev.understudy.runtime.api;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The settings of a client.
 *
 * @param name what {@code UpdateContext.client()} tells of it; at most 255 bytes in UTF-8
 * @param connectTimeout how long {@code connect} waits for a primary
 * @param callTimeout how long a call may take, takeovers included, before it fails with {@code
 *     OutcomeUnknownException}
 */
public record ClientOptions(String name, Duration connectTimeout, Duration callTimeout) {

  private static final int MAX_NAME_BYTES = 255;

  /** No name, and 30 seconds for connecting and for a call. */
  public static final ClientOptions DEFAULTS =
      new ClientOptions("", Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** Checks the settings. */
  public ClientOptions {
    requireName(name);
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

  private static void requireName(String name) {
    if (name == null) {
      throw new IllegalArgumentException(
          "a client's name must not be null; without one it is \"\"");
    }
    int bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name)).limit();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a client's name has half a surrogate pair in it", e);
    }
    if (bytes > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a client's name has at most %d bytes in UTF-8, not %d".formatted(MAX_NAME_BYTES, bytes));
    }
  }

  private static void requirePositive(String what, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(what + " must be positive, not " + timeout);
    }
  }
}
