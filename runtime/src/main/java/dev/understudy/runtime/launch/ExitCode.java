package dev.understudy.runtime.launch;

/** How a command ended, for the shell. */
final class ExitCode {

  /** It did what was asked. */
  static final int DONE = 0;

  /** It could not. */
  static final int FAILED = 1;

  /** It did not understand the command line. */
  static final int USAGE = 2;

  /** Another process serves the directory. */
  static final int ALREADY_SERVED = 3;

  /** Nothing runs in the directory. */
  static final int NOTHING_RUNS = 4;

  private ExitCode() {}
}
