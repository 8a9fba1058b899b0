package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Checks what stands in the place of a file before it is opened. Somebody may have put a pipe
 * there, and opening a pipe blocks until somebody opens its other end, which may be never. Without
 * state, for any thread.
 */
public final class PlainFile {

  private PlainFile() {}

  /**
   * Removes a pipe, or whatever else is no file, from the place where a file is about to be
   * written.
   *
   * @throws IOException if it cannot be removed, such as a folder with files in it
   */
  public static void makeWay(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Requires a file, or a link to one.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is there
   * @throws FileSystemException if it is something else
   */
  public static void require(Path file) throws IOException {
    // Files.isRegularFile would not tell a missing file from another thing.
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "Not a regular file");
    }
  }
}
