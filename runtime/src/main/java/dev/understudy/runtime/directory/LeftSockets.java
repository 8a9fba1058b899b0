package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sockets that are left in a directory: an orderly end removes all of them, and a killed
 * process leaves its own behind. Without state, for any thread.
 */
public final class LeftSockets {

  private LeftSockets() {}

  /**
   * Whether there is any.
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
