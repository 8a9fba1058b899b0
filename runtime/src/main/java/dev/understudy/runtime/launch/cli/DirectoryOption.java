package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.spi.ServerClass;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pair a command is about. */
final class DirectoryOption {

  // What Java puts in the place of bytes that are no characters in this locale.
  private static final char LOST = '\uFFFD';

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The pair's directory; by default ./<class name>.run.")
  private @Nullable String directory;

  /** The directory that was named, or that of the class in the working directory. */
  RunDirectory of(ServerClass serverClass) {
    requireWorkingDirectory();
    String named = directory == null ? serverClass.simpleName() + ".run" : directory;
    if (named.indexOf(LOST) >= 0) {
      throw new CommandException(
          ExitCode.FAILED,
          "This locale cannot hold the name of --dir '" + named + "': start with LC_ALL=C.UTF-8.");
    }
    try {
      return RunDirectory.of(Path.of(named));
    } catch (InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE, "--dir '" + named + "' cannot be a path: " + e.getReason() + ".");
    }
  }

  // Java knows the working directory by its name alone. Where the locale cannot hold that, files
  // would be made in another directory, with what is left of the name, and parts of Java fail.
  private static void requireWorkingDirectory() {
    if (System.getProperty("user.dir", "").indexOf(LOST) >= 0) {
      throw new CommandException(
          ExitCode.FAILED,
          "This locale cannot hold the name of the working directory: start in another one, or with"
              + " LC_ALL=C.UTF-8.");
    }
  }
}
