package dev.understudy.runtime.directory;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a start that was refused leaves for those who ask later, since the state in the directory
 * will not serve until somebody has done something: when that was, and why. The next start that
 * serves removes it. Only the holder of the fence writes and removes it.
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
    note(directory).write(at + "\n" + reason);
  }

  /**
   * Reads the note that was left; one that is no such note counts as none.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<StartNote> read(RunDirectory directory) {
    return note(directory).read().flatMap(StartNote::parsed);
  }

  private static Optional<StartNote> parsed(String text) {
    int end = text.indexOf('\n');
    try {
      return end < 0
          ? Optional.empty() // Cut off, on a full disk.
          : Optional.of(
              new StartNote(Instant.parse(text.substring(0, end)), text.substring(end + 1)));
    } catch (DateTimeException e) {
      return Optional.empty(); // Not ours.
    }
  }

  /**
   * Removes it: a pair serves, or the directory has got another state.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    note(directory).delete();
  }

  private static Note note(RunDirectory directory) {
    return new Note(directory.root().resolve("start.note"));
  }
}
