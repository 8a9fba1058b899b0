package dev.understudy.example.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new folder for one performance, which goes when the show is over. */
final class RunFolder {

  /** Sockets want short paths, and the temporary directory of a user's own may have a long one. */
  private static final Path SHORT = Path.of("/tmp");

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Makes one, for this user alone. */
  static RunFolder create() throws IOException {
    return new RunFolder(
        Files.isWritable(SHORT)
            ? Files.createTempDirectory(SHORT, "box-office-")
            : Files.createTempDirectory("box-office-"));
  }

  /** The directory of the pair. */
  Path pair() {
    return path.resolve("run");
  }

  /** What the first process prints. */
  Path output() {
    return path.resolve("start.log");
  }

  /** Deletes it with all that is in it. */
  void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The files in the directory of the pair that are sockets. */
  List<Path> sockets() throws IOException {
    try (Stream<Path> files = Files.list(pair())) {
      return files.filter(RunFolder::isSocket).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isSocket(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
