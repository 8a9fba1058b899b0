package dev.understudy.runtime.node.state;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which a standby tries a takeover, to be quick at the real one. Without state. */
public final class WarmUpFolder {

  private static final Logger LOGGER = LoggerFactory.getLogger(WarmUpFolder.class);
  private static final String PREFIX = "r";

  private WarmUpFolder() {}

  public static RunDirectory ofThisProcess(RunDirectory directory) {
    return RunDirectory.of(directory.root().resolve(PREFIX + ProcessHandle.current().pid()));
  }

  /** Removes what processes that have died left behind. */
  public static void sweep(RunDirectory directory) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(directory.root(), PREFIX + "[0-9]*")) {
      for (Path left : folders) {
        remove(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOGGER.debug("{} could not be removed", folder, e);
    }
  }
}
