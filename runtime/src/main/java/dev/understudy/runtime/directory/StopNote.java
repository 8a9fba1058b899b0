package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

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

  /**
   * Says what it does until then, for those who wait.
   *
   * @param what a sentence
   * @throws RunDirectoryException if it cannot be written
   */
  public static void nowDoes(RunDirectory directory, long pid, String what) {
    Path file = directory.stoppingFile();
    try { // In place: the room that it has is enough, and a reader always finds the number.
      PlainFile.makeWay(file);
      Files.writeString(
          file, pid + "\n" + what + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new Note(file).failed("written", e);
    }
  }

  /** Whether a process has said so. */
  public static boolean isStopping(RunDirectory directory, long pid) {
    List<String> lines = stoppingLines(directory);
    return !lines.isEmpty() && lines.get(0).equals(Long.toString(pid));
  }

  /**
   * What a process that stops does until it ends, as a sentence; empty if nobody has said so.
   *
   * @param isMeant whether the process of a number is asked about
   */
  public static Optional<String> does(RunDirectory directory, LongPredicate isMeant) {
    List<String> lines = stoppingLines(directory);
    return lines.size() > 1 && lines.get(0).matches("\\d{1,18}")
        ? Optional.of(lines.get(1)).filter(what -> isMeant.test(Long.parseLong(lines.get(0))))
        : Optional.empty();
  }

  private static List<String> stoppingLines(RunDirectory directory) {
    try {
      return WholeFile.read(directory.stoppingFile()).lines().toList();
    } catch (IOException e) {
      return List.of(); // It is not there, as nearly always; or is read with the next question.
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
   * Leaves a note that counts if this process dies before it removes it, or writes another. It
   * takes no room that another one may need.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void writeAhead(RunDirectory directory, String text) {
    Note note = new Note(directory.stopNoteFile());
    try {
      note.write(text);
    } catch (RunDirectoryException e) {
      note.delete(); // Without room an empty one was made.
      throw e;
    }
  }

  /**
   * Removes that note.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void takeBack(RunDirectory directory) {
    new Note(directory.stopNoteFile()).delete();
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
    takeBack(directory);
  }

  // On a full disk the room that is kept for the next text of the pair file is as good: none
  // follows.
  private static void write(RunDirectory directory, Path file, String text) {
    try {
      PlainFile.makeWay(file);
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
