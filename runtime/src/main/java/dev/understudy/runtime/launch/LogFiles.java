package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that the output of child processes goes to. For one thread at a time. */
final class LogFiles {

  private static final int KEPT = 20;
  private static final long MAX_SNAPSHOTTER_BYTES = 1 << 20;

  private final RunDirectory directory;
  private final @Nullable Path inUse;

  /**
   * @param inUse where this process's own output goes, which must not be removed, or null
   */
  LogFiles(RunDirectory directory, @Nullable Path inUse) {
    this.directory = directory;
    this.inUse = inUse;
  }

  /** The file of a standby; older ones are removed. */
  Path ofStandby(long epoch, int attempt) throws IOException {
    removeOldest();
    return directory.logDirectory().resolve("standby-e" + epoch + "-" + attempt + ".log");
  }

  /** The file of all snapshotters; begun anew when it has grown large. */
  Path ofSnapshotter() throws IOException {
    Path file = directory.snapshotterLog();
    if (Files.exists(file) && Files.size(file) > MAX_SNAPSHOTTER_BYTES) {
      Files.delete(file);
    }
    return file;
  }

  private record Dated(Path file, FileTime modified) {}

  private void removeOldest() throws IOException {
    Files.createDirectories(directory.logDirectory());
    List<Dated> files = new ArrayList<>();
    try (DirectoryStream<Path> logs =
        Files.newDirectoryStream(directory.logDirectory(), "standby-*.log")) {
      for (Path log : logs) {
        files.add(new Dated(log, Files.getLastModifiedTime(log)));
      }
    }
    files.sort(Comparator.comparing(Dated::modified));
    for (int i = 0; i <= files.size() - KEPT; i++) { // One more is about to be made.
      Path oldest = files.get(i).file();
      if (inUse == null || !oldest.getFileName().equals(inUse.getFileName())) {
        Files.deleteIfExists(oldest);
      }
    }
  }
}
