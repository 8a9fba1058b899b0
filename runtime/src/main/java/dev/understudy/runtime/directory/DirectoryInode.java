package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * What tells a directory from a copy of it, whose files name the processes of the original: the
 * number that the file system knows it by, and that of the file system, since two of them number
 * their directories alike. The latter holds until the computer is started anew, and no longer do
 * the processes. Without state, for any thread.
 */
public final class DirectoryInode {

  private DirectoryInode() {}

  /** That of a directory, as text; empty where the file system has nothing of the kind. */
  public static String of(RunDirectory directory) {
    try {
      Map<String, Object> numbers = Files.readAttributes(directory.root(), "unix:dev,ino");
      return numbers.get("dev") + ":" + numbers.get("ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * Whether a file in a directory was copied with it, and speaks of the original.
   *
   * @param told what {@link #of} said where the file was written; empty where that is not known
   */
  static boolean isAnother(RunDirectory directory, String told) {
    String own = of(directory);
    return !told.isEmpty() && !own.isEmpty() && !told.equals(own);
  }
}
