package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.spi.ServerClass;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pair a command is about. */
final class DirectoryOption {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The pair's directory; by default ./<class name>.run.")
  private @Nullable String directory;

  /** The directory that was named, or that of the class in the working directory. */
  RunDirectory of(ServerClass serverClass) {
    String named = directory == null ? serverClass.simpleName() + ".run" : directory;
    try {
      return RunDirectory.of(Path.of(named));
    } catch (InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE, "--dir '" + named + "' cannot be a path: " + e.getReason() + ".");
    }
  }
}
