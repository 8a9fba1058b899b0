package dev.understudy.runtime.launch.report;

import java.io.Serial;

/** A command that ends with a message for the person at the keyboard, and no stack trace. */
public final class CommandException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message what happened, where, and what to do
   */
  public CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
