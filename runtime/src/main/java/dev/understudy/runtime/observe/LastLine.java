package dev.understudy.runtime.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a log ends with: where a process has said why it failed. */
public final class LastLine {

  private static final int LARGEST_BYTES = 4 << 10;

  private LastLine() {}

  /** The last line with something in it; empty if there is none. */
  public static String of(Path file) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - LARGEST_BYTES));
      byte[] end = new byte[LARGEST_BYTES];
      int length = Math.max(0, log.read(end));
      List<String> lines =
          new String(end, 0, length, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return ""; // Whoever asks names the file, and it is looked at there.
    }
  }
}
