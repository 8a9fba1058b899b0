package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The sockets that are left in a directory: an orderly end removes all of them, and a killed
 * process leaves its own behind. Without state, for any thread.
 */
public final class LeftSockets {

  private LeftSockets() {}

  /**
   * Deletes them, those of spares too.
   *
   * @param keep whether a socket of that name is in use
   * @throws RunDirectoryException if the directory cannot be read, or a socket not be deleted
   */
  public static void remove(RunDirectory directory, Predicate<String> keep) {
    try (DirectoryStream<Path> sockets =
        Files.newDirectoryStream(directory.root(), "{e,spare}*-*.sock")) {
      for (Path socket : sockets) {
        if (!keep.test(socket.getFileName().toString())) {
          Files.deleteIfExists(socket);
        }
      }
    } catch (IOException e) {
      throw new RunDirectoryException(
          "stale sockets in "
              + directory
              + " cannot be removed ("
              + FileReason.of(e)
              + "): remove them by hand",
          e);
    }
  }

  /**
   * Whether a primary or a standby has left any.
   *
   * @throws RunDirectoryException if the directory cannot be read
   */
  public static boolean any(RunDirectory directory) {
    try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory.root(), "e*-*.sock")) {
      return sockets.iterator().hasNext();
    } catch (IOException e) {
      throw new RunDirectoryException(
          "the directory "
              + directory
              + " cannot be read ("
              + FileReason.of(e)
              + "): make it readable for this user",
          e);
    }
  }
}
