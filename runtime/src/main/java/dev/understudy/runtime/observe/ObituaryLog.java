package dev.understudy.runtime.observe;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.text.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The file of obituaries in a directory: a line of JSON for each death. It is for people and tools;
 * no promise rests on it, so damage in it is reported and never fatal. Appended to by the primary,
 * or by a guardian that starts no further one; read by anyone; blocks for a file operation.
 */
@SuppressWarnings("exports") // It is for this module, in a package that others see for the status.
public final class ObituaryLog {

  /** What is read of the end of the file: far more than the deaths that anyone asks for. */
  private static final int TAIL_BYTES = 1 << 20;

  private ObituaryLog() {}

  /**
   * The latest obituaries of a directory.
   *
   * @param obituaries the newest last
   * @param problems a sentence for each thing that could not be read; empty when all is well
   */
  public record Latest(List<Obituary> obituaries, List<String> problems) {

    /** Copies the lists. */
    public Latest {
      obituaries = List.copyOf(obituaries);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Adds an obituary.
   *
   * @throws IOException if the file cannot be written
   */
  public static void append(RunDirectory directory, Obituary obituary) throws IOException {
    String json = obituary.toJson();
    ByteBuffer line = StandardCharsets.UTF_8.encode(json + "\n");
    try (FileChannel file =
        FileChannel.open(
            directory.obituaryFile(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      long end = file.size();
      file.position(end);
      if (end > 0 && !endsLine(file, end)) {
        // A line that was cut by a death of its writer must not swallow this one.
        line = StandardCharsets.UTF_8.encode("\n" + json + "\n");
      }
      while (line.hasRemaining()) {
        file.write(line);
      }
    }
  }

  /**
   * Reads the latest obituaries.
   *
   * @param count how many at most
   */
  public static Latest latest(RunDirectory directory, int count) {
    Path file = directory.obituaryFile();
    List<String> lines;
    try {
      lines = tail(file);
    } catch (NoSuchFileException e) {
      return new Latest(List.of(), List.of());
    } catch (IOException e) {
      return new Latest(List.of(), List.of("The obituaries in " + file + " cannot be read: " + e));
    }
    List<Obituary> newestFirst = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0 && newestFirst.size() < count; i--) {
      if (lines.get(i).isEmpty()) {
        continue;
      }
      try {
        newestFirst.add(Obituary.fromJson(lines.get(i)));
      } catch (MalformedJsonException e) {
        problems.add("An obituary in " + file + " is damaged and left out: " + e.getMessage());
      }
    }
    Collections.reverse(newestFirst);
    return new Latest(newestFirst, problems);
  }

  private static boolean endsLine(FileChannel file, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.read(last, end - 1) == 1 && last.get(0) == '\n';
  }

  private static List<String> tail(Path path) throws IOException {
    if (Files.size(path) <= TAIL_BYTES) {
      return Files.readString(path, StandardCharsets.ISO_8859_1).lines().toList();
    }
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      long start = file.size() - TAIL_BYTES;
      while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) > 0) {}
      String text = StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
      return text.lines().skip(1).toList(); // The first one is cut.
    }
  }
}
