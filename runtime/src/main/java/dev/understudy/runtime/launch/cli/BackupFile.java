package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What {@code backup} and {@code restore} have in common. */
final class BackupFile {

  private static final int BYTES_IN_MEBIBYTE = 1 << 20;

  private BackupFile() {}

  /**
   * The file that a person named, as an absolute path.
   *
   * @throws CommandException when it cannot be one
   */
  static Path path(String named) {
    if (named.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "The name of the file is empty.");
    }
    try {
      return Path.of(named).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE, "'" + named + "' cannot be a path: " + e.getReason() + ".");
    }
  }

  /**
   * Does what holds a whole state in memory.
   *
   * @throws CommandException when this process has too little of it
   */
  static <T> T withMemoryFor(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (OutOfMemoryError e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The "
              + what
              + " does not fit into the memory of this command, "
              + Runtime.getRuntime().maxMemory() / BYTES_IN_MEBIBYTE
              + " MiB: run it with a larger -Xmx, such as that of the pair.");
    }
  }
}
