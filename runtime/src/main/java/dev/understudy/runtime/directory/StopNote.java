package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What a pair could not do when it was stopped in order: left by its primary for the command that
 * stopped it, which has no answer from a process that has ended. The next start removes it.
 */
public final class StopNote {

  private StopNote() {}

  /**
   * Leaves a note.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void write(RunDirectory directory, String text) {
    try {
      Files.writeString(directory.stopNoteFile(), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(directory, "written", e);
    }
  }

  /**
   * Reads the note that was left.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<String> read(RunDirectory directory) {
    try {
      return Optional.of(Files.readString(directory.stopNoteFile(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(directory, "read", e);
    }
  }

  /**
   * Removes it: a pair runs.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    try {
      Files.deleteIfExists(directory.stopNoteFile());
    } catch (IOException e) {
      throw failed(directory, "removed", e);
    }
  }

  private static RunDirectoryException failed(
      RunDirectory directory, String what, IOException cause) {
    return new RunDirectoryException(
        directory.stopNoteFile() + " cannot be " + what + ": " + FileReason.of(cause), cause);
  }
}
