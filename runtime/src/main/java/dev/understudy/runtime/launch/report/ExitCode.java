package dev.understudy.runtime.launch.report;

/** How a command ended, for the shell. */
public final class ExitCode {

  /** It did what was asked. */
  public static final int DONE = 0;

  /** It could not. */
  public static final int FAILED = 1;

  /** It did not understand the command line. */
  public static final int USAGE = 2;

  /** Another process serves the directory. */
  public static final int ALREADY_SERVED = 3;

  /** Nothing runs in the directory. */
  public static final int NOTHING_RUNS = 4;

  private ExitCode() {}
}
