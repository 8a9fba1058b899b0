package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory of a pair, for one input after the other; in memory, where there is such a place. A
 * property names it where this process will not end in order, and somebody else removes it.
 */
final class Playground {

  static final String FOLDER = "understudy.fuzzFolder";

  private static final Path IN_MEMORY = Path.of("/dev/shm");
  private static final Playground ONE = new Playground();

  private final Path root;
  private final RunDirectory directory;

  private Playground() {
    try {
      String given = System.getProperty(FOLDER);
      root = given == null ? createFolder() : Path.of(given);
      directory = RunDirectory.of(root);
      empty(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
  }

  static Path createFolder() throws IOException {
    return Files.isWritable(IN_MEMORY)
        ? Files.createTempDirectory(IN_MEMORY, "understudy-fuzz")
        : Files.createTempDirectory("understudy-fuzz");
  }

  /** The one of this process. */
  static RunDirectory directory() {
    return ONE.directory;
  }

  /** The one of this process, with nothing in it. */
  static RunDirectory emptied() throws IOException {
    empty(ONE.directory);
    return ONE.directory;
  }

  private static void empty(RunDirectory directory) throws IOException {
    Files.createDirectories(directory.journalDirectory());
    Files.createDirectories(directory.snapshotDirectory());
    for (Path folder :
        new Path[] {
          directory.journalDirectory(), directory.snapshotDirectory(), directory.root()
        }) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (!Files.isDirectory(file)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
