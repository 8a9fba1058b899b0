package dev.understudy.runtime.node.state;

import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a standby tries a takeover, to be quick at the real one. It lies in memory
 * where the system has such a place: a takeover writes to mapped files, and on a disk that stands
 * still that would hold up the whole process. Without state.
 */
public final class WarmUpFolder {

  private static final Logger LOGGER = LoggerFactory.getLogger(WarmUpFolder.class);
  private static final Path IN_MEMORY = Path.of("/dev/shm"); // Linux only.
  private static final String PREFIX = "understudy-";

  private WarmUpFolder() {}

  /**
   * Makes one for this process.
   *
   * @throws IOException if it cannot be made
   */
  public static RunDirectory create(RunDirectory directory) throws IOException {
    RunDirectory made =
        RunDirectory.of(Files.createTempDirectory(parent(directory), prefix(directory)));
    made.create();
    return made;
  }

  private static Path parent(RunDirectory directory) {
    return Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY)
        ? IN_MEMORY
        : directory.root();
  }

  // Other pairs have theirs in the same place, of other containers too.
  private static String prefix(RunDirectory directory) {
    String pair = directory.root() + " in " + ProcessPlace.current().namespace();
    return PREFIX + UUID.nameUUIDFromBytes(pair.getBytes(StandardCharsets.UTF_8)) + "-";
  }

  /** Removes what the processes of this pair have left behind, all of which are dead. */
  public static void sweep(RunDirectory directory) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(parent(directory), prefix(directory) + "*")) {
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
