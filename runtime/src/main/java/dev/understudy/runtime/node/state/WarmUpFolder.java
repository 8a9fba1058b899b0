package dev.understudy.runtime.node.state;

import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern NAME = Pattern.compile(".*-([0-9]{1,18})-([0-9]{1,18})-[0-9]+");

  private WarmUpFolder() {}

  /**
   * Makes one for this process, and removes those that dead processes have left.
   *
   * @throws IOException if it cannot be made
   */
  public static RunDirectory create(RunDirectory directory) throws IOException {
    sweep(directory);
    RunDirectory made = RunDirectory.of(createFor(directory, Processes.self()));
    made.create();
    return made;
  }

  static Path createFor(RunDirectory directory, ProcessIdentity owner) throws IOException {
    return Files.createTempDirectory(
        parent(directory), prefix() + owner.pid() + "-" + owner.startTicks() + "-");
  }

  private static Path parent(RunDirectory directory) {
    return Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY)
        ? IN_MEMORY
        : directory.root();
  }

  // In another container the number of a process means another one.
  private static String prefix() {
    return PREFIX + ProcessPlace.current().namespace().replaceAll("[^0-9]", "") + "-";
  }

  /** Removes what dead processes have left behind, of this pair or any other. */
  public static void sweep(RunDirectory directory) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(parent(directory), prefix() + "*")) {
      for (Path left : folders) {
        if (isOfTheDead(left.getFileName().toString())) {
          remove(left);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfTheDead(String name) {
    Matcher owner = NAME.matcher(name);
    return owner.matches()
        && !new ProcessIdentity(Long.parseLong(owner.group(1)), Long.parseLong(owner.group(2)))
            .isAlive();
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
