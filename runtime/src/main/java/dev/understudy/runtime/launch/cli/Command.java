package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.spi.ServerClass;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** One command of the command line, about one pair; picocli has filled its fields. */
abstract class Command implements Callable<Integer> {

  final ServerClass serverClass;
  final Console console;

  @Mixin private final DirectoryOption directory = new DirectoryOption();

  Command(ServerClass serverClass, Console console) {
    this.serverClass = serverClass;
    this.console = console;
  }

  /**
   * Runs it, on the calling thread.
   *
   * @return one of {@link ExitCode}
   * @throws CommandException when it ends with a message
   * @throws InterruptedException when the thread was asked to leave off waiting
   */
  abstract int run() throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    return run();
  }

  /** The directory of the pair. */
  final RunDirectory directory() {
    return directory.of(serverClass);
  }

  final PairContact contact(RunDirectory dir) {
    return new PairContact(dir, serverClass, PairContact.TIMEOUT);
  }

  final void printf(String format, Object... arguments) {
    console.out().printf(Locale.ROOT, format, arguments);
  }

  static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }
}
