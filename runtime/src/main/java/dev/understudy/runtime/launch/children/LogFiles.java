package dev.understudy.runtime.launch.children;

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
public final class LogFiles {

  private static final int KEPT = 20;
  private static final long MAX_SNAPSHOTTER_BYTES = 1 << 20;

  // The own output of this process, that of its standby, and that of all before: a third each.
  private static final int SHARES = 3;

  private final RunDirectory directory;
  private final long limitBytes;
  private final @Nullable Path inUse;

  /**
   * @param limitBytes how much the files of standbys may take together
   * @param inUse where this process's own output goes, which must not be removed, or null
   */
  LogFiles(RunDirectory directory, long limitBytes, @Nullable Path inUse) {
    this.directory = directory;
    this.limitBytes = limitBytes;
    this.inUse = inUse;
  }

  /** The file of a standby; older ones are removed. */
  Path ofStandby(long epoch, int attempt) throws IOException {
    removeOldest();
    return directory.logDirectory().resolve("standby-e" + epoch + "-" + attempt + ".log");
  }

  /** The file of a spare, which is that of a standby once it is one. */
  Path ofSpare(long epoch, int attempt) throws IOException {
    removeOldest();
    return directory.logDirectory().resolve("standby-spare-e" + epoch + "-" + attempt + ".log");
  }

  /** The file of that name. */
  Path named(String name) {
    return directory.logDirectory().resolve(name);
  }

  /** The file of all snapshotters; begun anew when it has grown large. */
  Path ofSnapshotter() throws IOException {
    Path file = directory.snapshotterLog();
    if (Files.exists(file) && Files.size(file) > MAX_SNAPSHOTTER_BYTES) {
      Files.delete(file);
    }
    return file;
  }

  /** How much the files of one process may take. */
  public static long shareBytes(long limitBytes) {
    return limitBytes / SHARES;
  }

  private record Dated(Path file, FileTime modified, long bytes) {}

  private void removeOldest() throws IOException {
    Files.createDirectories(directory.logDirectory());
    List<Dated> files = new ArrayList<>();
    long total = 0;
    try (DirectoryStream<Path> logs =
        Files.newDirectoryStream(directory.logDirectory(), "standby-*.log*")) {
      for (Path log : logs) {
        if (!isInUse(log)) {
          files.add(new Dated(log, Files.getLastModifiedTime(log), Files.size(log)));
          total += Files.size(log);
        }
      }
    }
    files.sort(Comparator.comparing(Dated::modified));
    int left = files.size();
    for (Dated oldest : files) {
      if (left < KEPT && total <= shareBytes(limitBytes)) { // One more is about to be made.
        return;
      }
      Files.deleteIfExists(oldest.file());
      left--;
      total -= oldest.bytes();
    }
  }

  private boolean isInUse(Path log) {
    if (inUse == null) {
      return false;
    }
    Path name = log.getFileName();
    return name.equals(inUse.getFileName()) || name.equals(OwnOutput.older(inUse).getFileName());
  }
}
