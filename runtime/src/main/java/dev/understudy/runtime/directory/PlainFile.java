package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Looks at what somebody may have put in place of a file of ours before it is opened: who opens a
 * pipe to read it waits until somebody writes, which may be never. Without state, for any thread.
 */
public final class PlainFile {

  private PlainFile() {}

  /** Whether it is a file, or a link to one. */
  public static boolean isPlain(Path file) {
    return Files.isRegularFile(file);
  }

  /**
   * Removes what is no file from where one is about to be written: who opens a pipe to write waits
   * too.
   *
   * @throws IOException if it cannot be removed, such as a folder with files in it
   */
  public static void makeWay(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isPlain(file)) {
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
    // Not isRegularFile: what is missing is to be told as such.
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "Not a regular file");
    }
  }
}
