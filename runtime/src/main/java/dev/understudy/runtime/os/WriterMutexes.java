package dev.understudy.runtime.os;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mutexes of the processes of a pair, one file for each, named after its process. Without
 * state, for any thread.
 */
public final class WriterMutexes {

  private static final String PREFIX = "writer-";
  private static final String SUFFIX = ".mutex";

  private record Left(Path file, ProcessIdentity owner) {}

  private WriterMutexes() {}

  /** Where the mutex of a process is, if it has one. */
  public static Path file(RunDirectory directory, ProcessIdentity owner) {
    return directory.root().resolve(PREFIX + owner.pid() + "-" + owner.startTicks() + SUFFIX);
  }

  /**
   * Whether what is in a directory of the mutex of a process is a copy: then that process belongs
   * to the pair whose directory was copied.
   */
  public static boolean isCopy(RunDirectory directory, ProcessIdentity owner) {
    return WriterMutex.isCopy(file(directory, owner));
  }

  /**
   * Takes all of them for the calling thread, which has the fence and is about to begin an epoch,
   * and removes them: from then on nobody is given one as an obituary. A standby that has been
   * given its dead primary's, or still waits for it, has its own, and is the one to succeed.
   *
   * @return a process whose writer lives; empty if all were taken
   * @throws IOException if they cannot be read
   */
  public static Optional<ProcessIdentity> takeAll(RunDirectory directory) throws IOException {
    List<Left> left = list(directory);
    // A standby is younger than its primary: its own must tell before that one's is touched.
    left.sort(Comparator.comparingLong((Left each) -> each.owner.startTicks()).reversed());
    for (Left each : left) {
      if (!WriterMutex.open(each.file).map(WriterMutex::tryTake).orElse(true)) {
        return Optional.of(each.owner);
      }
    }
    for (Left each : left) {
      Files.deleteIfExists(each.file);
    }
    return Optional.empty();
  }

  /** Removes those of dead processes. */
  public static void sweep(RunDirectory directory) throws IOException {
    for (Left each : list(directory)) {
      if (!each.owner.isAlive()) {
        Files.deleteIfExists(each.file);
      }
    }
  }

  private static List<Left> list(RunDirectory directory) throws IOException {
    List<Left> left = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.root(), PREFIX + "*-*" + SUFFIX)) {
      for (Path file : files) {
        ownerOf(file.getFileName().toString()).ifPresent(owner -> left.add(new Left(file, owner)));
      }
    }
    return left;
  }

  private static Optional<ProcessIdentity> ownerOf(String name) {
    String[] numbers =
        name.substring(PREFIX.length(), name.length() - SUFFIX.length()).split("-", -1);
    try {
      return numbers.length == 2
          ? Optional.of(new ProcessIdentity(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // A file of somebody else's.
    }
  }
}
