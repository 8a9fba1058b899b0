package dev.understudy.runtime.wire;

import java.io.Serial;

/**
 * The user's own code refuses what was read: the constructor of a record, or what a {@code
 * Replicated} class does when it is made. The message names it, the values, and what it said.
 */
public final class RefusedByClassException extends MalformedInputException {

  @Serial private static final long serialVersionUID = 1;

  RefusedByClassException(String message, Throwable cause) {
    super(message, cause);
  }
}
