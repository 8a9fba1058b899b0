package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes the names in a folder outlive the loss of power, as a sync makes the contents of a file.
 */
public final class FolderSync {

  private FolderSync() {}

  /** Returns when all names in a folder are on the disk. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
