package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a start that was refused leaves for those who ask later, since the state in the directory
 * will not serve until somebody has done something: when that was, and why. The next start that
 * serves removes it. Written and removed only by who holds the fence.
 *
 * @param at when it was refused
 * @param reason a sentence
 */
public record StartNote(Instant at, String reason) {

  /**
   * Leaves a note.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void write(RunDirectory directory, Instant at, String reason) {
    Path file = file(directory);
    try {
      Files.writeString(file, at + "\n" + reason, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(file, "written", e);
    }
  }

  /**
   * Reads the note that was left; one that is no such note counts as none.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<StartNote> read(RunDirectory directory) {
    Path file = file(directory);
    try {
      String text = WholeFile.read(file);
      int end = text.indexOf('\n');
      return end < 0
          ? Optional.empty() // Cut off, on a full disk.
          : Optional.of(
              new StartNote(Instant.parse(text.substring(0, end)), text.substring(end + 1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // Not ours.
    } catch (IOException e) {
      throw failed(file, "read", e);
    }
  }

  /**
   * Removes it: a pair serves, or the directory has got another state.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    try {
      Files.deleteIfExists(file(directory));
    } catch (IOException e) {
      throw failed(file(directory), "removed", e);
    }
  }

  private static Path file(RunDirectory directory) {
    return directory.root().resolve("start.note");
  }

  private static RunDirectoryException failed(Path file, String what, IOException cause) {
    return new RunDirectoryException(
        file + " cannot be " + what + ": " + FileReason.of(cause), cause);
  }
}
