package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
