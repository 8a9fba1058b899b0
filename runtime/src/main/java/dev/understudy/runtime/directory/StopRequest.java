package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    Path file = file(directory);
    try {
      Files.writeString(file, who, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(file, "written", e);
    }
  }

  /**
   * Who asks; empty if nobody has said so.
   *
   * @throws RunDirectoryException if it cannot be read
   */
  public static Optional<String> read(RunDirectory directory) {
    Path file = file(directory);
    try {
      String who = WholeFile.read(file);
      return who.isEmpty() ? Optional.empty() : Optional.of(who); // Cut off, on a full disk.
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, "read", e);
    }
  }

  /**
   * Removes it: what was asked is done.
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
    return directory.root().resolve("stop.request");
  }

  private static RunDirectoryException failed(Path file, String what, IOException cause) {
    return new RunDirectoryException(
        file + " cannot be " + what + ": " + FileReason.of(cause), cause);
  }
}
