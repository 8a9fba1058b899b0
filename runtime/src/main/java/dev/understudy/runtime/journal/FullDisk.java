package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a disk without room from one that fails. */
public final class FullDisk {

  // Less is as good as nothing: some file systems keep a little for themselves.
  private static final long NOTHING_BYTES = 64 << 10;

  private FullDisk() {}

  /** Whether a write in a folder failed because there is no room. The JDK gives only a text. */
  static boolean isCauseOf(IOException failure, Path folder) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left")
        || message.contains("quota exceeded")
        || isLimitOfFile(failure)) {
      return true;
    }
    try {
      // In a language other than English the text says nothing to us.
      return isFull(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /**
   * Whether the file must not grow, by a limit of the process ({@code ulimit -f}), though others
   * may.
   */
  static boolean isLimitOfFile(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("file too large");
  }

  /** Whether the disk of a directory has as good as no room now; false if that is not known. */
  public static boolean is(RunDirectory directory) {
    try {
      return isFull(directory.root());
    } catch (IOException e) {
      return false; // It is only asked for to say more about a failure that is told anyway.
    }
  }

  private static boolean isFull(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace() < NOTHING_BYTES;
  }
}
