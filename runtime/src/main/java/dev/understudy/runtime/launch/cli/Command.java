package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import java.util.concurrent.Callable;

/** One command of the command line; picocli has filled its fields. */
interface Command extends Callable<Integer> {

  /**
   * Runs it, on the calling thread.
   *
   * @return one of {@link ExitCode}
   * @throws CommandException when it ends with a message
   * @throws InterruptedException when the thread was asked to leave off waiting
   */
  int run() throws InterruptedException;

  @Override
  default Integer call() throws InterruptedException {
    return run();
  }
}
