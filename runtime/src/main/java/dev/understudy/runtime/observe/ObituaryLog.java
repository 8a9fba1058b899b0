package dev.understudy.runtime.observe;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.text.OneLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The file of obituaries in a directory. Each death is a line of fields with tabs between them:
 * when it was noticed, the role, the process, the epoch, how long the takeover took in
 * microseconds, the cause, and the last words if there are any. No promise rests on it, so damage
 * in it is reported and never fatal. Appended to by the primary, or by a guardian that starts no
 * further one; read by anyone; blocks for a file operation.
 */
@SuppressWarnings("exports") // It is for this module, in a package that others see for the status.
public final class ObituaryLog {

  /** What is read of the end of the file: far more than the deaths that anyone asks for. */
  private static final int TAIL_BYTES = 1 << 20;

  private static final int SHOWN_CHARS = 80;

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
    String text = lineOf(obituary);
    ByteBuffer line = StandardCharsets.UTF_8.encode(text + "\n");
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
        line = StandardCharsets.UTF_8.encode("\n" + text + "\n");
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
    List<String> damaged = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0 && newestFirst.size() < count; i--) {
      if (lines.get(i).isEmpty()) {
        continue;
      }
      try {
        newestFirst.add(obituaryOf(lines.get(i)));
      } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
        damaged.add(lines.get(i));
      }
    }
    Collections.reverse(newestFirst);
    return new Latest(newestFirst, damaged.isEmpty() ? List.of() : List.of(told(file, damaged)));
  }

  private static String told(Path file, List<String> damaged) {
    String line = OneLine.of(damaged.get(0));
    String newest = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    return damaged.size() == 1
        ? "An obituary in %s is damaged and left out: %s".formatted(file, newest)
        : "%d obituaries in %s are damaged and left out, the newest of them: %s"
            .formatted(damaged.size(), file, newest);
  }

  // Two texts come last, since they may say anything; the last one is left out where it is null.
  private static String lineOf(Obituary obituary) {
    String line =
        String.join(
            "\t",
            obituary.detectedAt().toString(),
            obituary.role(),
            String.valueOf(obituary.pid()),
            String.valueOf(obituary.epoch()),
            String.valueOf(obituary.takeoverMicros()),
            escaped(obituary.cause()));
    return obituary.lastWords() == null ? line : line + "\t" + escaped(obituary.lastWords());
  }

  private static Obituary obituaryOf(String line) {
    String[] fields = line.split("\t", -1);
    return new Obituary(
        Long.parseLong(fields[2]),
        fields[1],
        Long.parseLong(fields[3]),
        fields[5].translateEscapes(),
        Instant.parse(fields[0]),
        Long.parseLong(fields[4]),
        fields.length == 6 ? null : fields[6].translateEscapes());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static boolean endsLine(FileChannel file, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.read(last, end - 1) == 1 && last.get(0) == '\n';
  }

  private static List<String> tail(Path path) throws IOException {
    PlainFile.require(path);
    if (Files.size(path) <= TAIL_BYTES) {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
    }
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      long start = file.size() - TAIL_BYTES;
      while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) > 0) {}
      String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
      return text.lines().skip(1).toList(); // The first one is cut.
    }
  }
}
