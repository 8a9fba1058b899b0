package dev.understudy.runtime.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a log ends with: where a process has said why it failed. */
public final class LastLine {

  private static final int LARGEST_BYTES = 16 << 10;

  private LastLine() {}

  /**
   * What was printed last as a cause, in a log of one process: a JVM that crashes, or a thread that
   * fails, prints more behind that. Else the last line.
   */
  public static String causeIn(Path file) {
    List<String> lines = linesOf(file);
    return lines.stream()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((former, later) -> later)
        .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }

  /** The last line with something in it; empty if there is none. */
  public static String of(Path file) {
    List<String> lines = linesOf(file);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static List<String> linesOf(Path file) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - LARGEST_BYTES));
      byte[] end = new byte[LARGEST_BYTES];
      int length = Math.max(0, log.read(end));
      return new String(end, 0, length, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of(); // The caller names the file, and the user looks there.
    }
  }
}
