package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a primary that stops in order says to those whom it answers no more. While it saves its
 * state, which may take long: that it does, so that nobody takes it for hung. Afterwards, to the
 * command that stopped it: what could not be done. The next start removes both.
 */
public final class StopNote {

  private StopNote() {}

  /**
   * Says that a process saves its state, and will end.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void beginStopping(RunDirectory directory, long pid) {
    try {
      write(directory, directory.stoppingFile(), Long.toString(pid));
    } catch (IOException e) {
      throw failed(directory.stoppingFile(), "written", e);
    }
  }

  /** Whether a process has said so. */
  public static boolean isStopping(RunDirectory directory, long pid) {
    try {
      Path file = directory.stoppingFile();
      return WholeFile.read(file).equals(Long.toString(pid));
    } catch (IOException e) {
      return false; // It is not there, as nearly always; or will be read with the next question.
    }
  }

  /** Says that it has ended. */
  public static void endStopping(RunDirectory directory) {
    try {
      Files.deleteIfExists(directory.stoppingFile());
    } catch (IOException e) {
      throw failed(directory.stoppingFile(), "removed", e);
    }
  }

  /**
   * Leaves a note.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void write(RunDirectory directory, String text) {
    try {
      write(directory, directory.stopNoteFile(), text);
    } catch (IOException e) {
      throw failed(directory.stopNoteFile(), "written", e);
    }
  }

  /**
   * Reads the note that was left.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<String> read(RunDirectory directory) {
    try {
      return Optional.of(WholeFile.read(directory.stopNoteFile()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(directory.stopNoteFile(), "read", e);
    }
  }

  /**
   * Removes all of it: a pair runs.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    endStopping(directory);
    try {
      Files.deleteIfExists(directory.stopNoteFile());
    } catch (IOException e) {
      throw failed(directory.stopNoteFile(), "removed", e);
    }
  }

  // On a full disk the room that is kept for the next text of the pair file is as good: none
  // follows.
  private static void write(RunDirectory directory, Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      Files.deleteIfExists(file); // Without room an empty one was made.
      Files.deleteIfExists(directory.stoppingFile()); // It took that room, if this is not it.
      WholeFile.giveUpRoom(directory.pairFile());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    }
  }

  private static RunDirectoryException failed(Path file, String what, IOException cause) {
    return new RunDirectoryException(
        file + " cannot be " + what + ": " + FileReason.of(cause), cause);
  }
}
