package dev.understudy.torture.pair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder for one run, with the directory of the pair and what its processes print.
 *
 * @param path where it is: short, because sockets want short paths
 */
public record PairFolder(Path path) {

  private static final int TAIL_LINES = 12;

  /** Makes one, for this user alone. */
  public static PairFolder create() throws IOException {
    return new PairFolder(Files.createTempDirectory(Path.of("/tmp"), "torture-"));
  }

  /** The directory of the pair. */
  public Path run() {
    return path.resolve("run");
  }

  /** The file for what a process prints that the rig starts. */
  Path output(int number) {
    return path.resolve(number + ".out");
  }

  /** The sockets that are left in the directory of the pair. */
  public List<String> sockets() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files.map(file -> file.getFileName().toString()).filter(PairFolder::isSocket).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isSocket(String name) {
    return name.endsWith(".sock");
  }

  /** The last lines that each of the latest processes has printed. */
  public String tails(int processes) {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> own = Files.list(path);
        Stream<Path> logs = Files.walk(run().resolve("logs"))) {
      Stream.concat(own, logs)
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(PairFolder::lastChange).reversed())
          .limit(processes)
          .forEach(file -> text.append(file).append('\n').append(tail(file)));
    } catch (IOException | UncheckedIOException e) {
      text.append("The logs cannot be read: ").append(e.getMessage());
    }
    return text.toString();
  }

  private static long lastChange(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0; // It is gone.
    }
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "    " + String.join("\n    ", last) + "\n";
    } catch (IOException e) {
      return "    (" + e.getMessage() + ")\n";
    }
  }

  /** Deletes it with all that is in it. Nobody may write there any more. */
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // It has been deleted.
      return;
    }
  }
}
