package dev.understudy.runtime.directory;

import java.util.Optional;

/**
 * Who asked a guardian to end its pair. It asks with a signal, as it is asked with one, and a
 * signal does not say from whom it comes.
 */
public final class StopRequest {

  private StopRequest() {}

  /**
   * Says who asks, before the signal is sent.
   *
   * @throws RunDirectoryException if it cannot be written
   */
  public static void write(RunDirectory directory, String who) {
    note(directory).write(who);
  }

  /**
   * Who asks; empty if nobody has said so.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<String> read(RunDirectory directory) {
    return note(directory).read().filter(who -> !who.isEmpty()); // Cut off, on a full disk.
  }

  /**
   * Removes it: what was asked is done.
   *
   * @throws RunDirectoryException if it cannot be removed
   */
  public static void delete(RunDirectory directory) {
    note(directory).delete();
  }

  private static Note note(RunDirectory directory) {
    return new Note(directory.root().resolve("stop.request"));
  }
}
