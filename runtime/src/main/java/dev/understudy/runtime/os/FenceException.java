package dev.understudy.runtime.os;

import java.io.Serial;

/** The fence of a directory cannot be had here at all: not that somebody else holds it. */
public final class FenceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, where, and what to do
   * @param cause what the system said
   */
  public FenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
