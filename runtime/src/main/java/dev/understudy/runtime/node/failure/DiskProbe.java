package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Whether the disk that holds the journal answers at all. */
final class DiskProbe {

  private DiskProbe() {}

  /**
   * Writes a byte to the disk that holds the journal of a directory, which may be another one than
   * the directory's own, and sees it written. Blocks as long as that does.
   */
  static void run(RunDirectory directory) throws IOException {
    Path journal = directory.journalDirectory();
    Path folder = Files.isDirectory(journal) ? journal : directory.root();
    Path trial = folder.resolve("trial-" + ProcessHandle.current().pid());
    try (FileChannel file =
        FileChannel.open(trial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1}));
      file.force(true);
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
