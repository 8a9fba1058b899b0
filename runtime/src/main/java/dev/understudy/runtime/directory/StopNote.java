package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    write(directory, directory.stoppingFile(), Long.toString(pid));
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
    new Note(directory.stoppingFile()).delete();
  }

  /**
   * Leaves a note.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void write(RunDirectory directory, String text) {
    write(directory, directory.stopNoteFile(), text);
  }

  /**
   * Reads the note that was left.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<String> read(RunDirectory directory) {
    return new Note(directory.stopNoteFile()).read();
  }

  /**
   * Removes all of it: a pair runs.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    endStopping(directory);
    new Note(directory.stopNoteFile()).delete();
  }

  // On a full disk the room that is kept for the next text of the pair file is as good: none
  // follows.
  private static void write(RunDirectory directory, Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException full) {
      try {
        Files.deleteIfExists(file); // Without room an empty one was made.
        Files.deleteIfExists(directory.stoppingFile()); // It took that room, if this is not it.
        WholeFile.giveUpRoom(directory.pairFile());
      } catch (IOException e) {
        throw new Note(file).failed("written", e);
      }
      new Note(file).write(text);
    }
  }
}
