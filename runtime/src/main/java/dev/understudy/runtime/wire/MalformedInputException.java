package dev.understudy.runtime.wire;

import java.io.Serial;

/** Bytes that no codec can have written: a damaged file, or a stranger on a socket. */
public class MalformedInputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what was found, and what was expected there
   */
  public MalformedInputException(String message) {
    super(message);
  }

  /**
   * @param message what was found, and what was expected there
   * @param cause what the bytes made fail
   */
  public MalformedInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
