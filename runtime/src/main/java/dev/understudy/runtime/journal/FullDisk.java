package dev.understudy.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a disk without room from one that fails. */
final class FullDisk {

  // Less is as good as nothing: some file systems keep a little for themselves.
  private static final long NOTHING_BYTES = 64 << 10;

  private FullDisk() {}

  /** Whether a write in a folder failed because there is no room. The JDK gives only a text. */
  static boolean isCauseOf(IOException failure, Path folder) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota exceeded")) {
      return true;
    }
    try {
      // In a language other than English the text says nothing to us.
      return Files.getFileStore(folder).getUsableSpace() < NOTHING_BYTES;
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }
}
