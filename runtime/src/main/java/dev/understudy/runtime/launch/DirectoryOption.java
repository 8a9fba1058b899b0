package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
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
    String named = directory == null ? serverClass.simpleName() + ".run" : directory;
    if (named.indexOf(LOST) >= 0) {
      throw cannotBeAPath(named, "this locale cannot hold its name; start with LC_ALL=C.UTF-8");
    }
    Path path;
    try {
      path = Path.of(named);
    } catch (InvalidPathException e) {
      throw cannotBeAPath(named, e.getReason());
    }
    requireWorkingDirectory(path);
    return RunDirectory.of(path);
  }

  private static CommandException cannotBeAPath(String named, String why) {
    return new CommandException(
        ExitCode.USAGE, "--dir '" + named + "' cannot be a path: " + why + ".");
  }

  // Java knows the working directory by its name alone. Where the locale cannot hold that, files
  // would be made in another directory, with what is left of the name.
  private static void requireWorkingDirectory(Path path) {
    if (!path.isAbsolute() && System.getProperty("user.dir", "").indexOf(LOST) >= 0) {
      throw new CommandException(
          ExitCode.USAGE,
          "This locale cannot hold the name of the working directory: name the pair's directory with"
              + " --dir and its whole path, or start with LC_ALL=C.UTF-8.");
    }
  }
}
