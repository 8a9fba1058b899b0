package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of segments and snapshots, which of them are there, and how those that nobody needs any
 * more are deleted.
 */
public final class SegmentFiles {

  public static final String JOURNAL_SUFFIX = ".journal";
  public static final String SNAPSHOT_SUFFIX = ".snapshot";

  /** The end of the name of a file that is not whole yet. */
  public static final String UNFINISHED_SUFFIX = ".new";

  private static final String LOST_SUFFIX = ".lost";

  // None of ours has more than eighteen digits behind the zeros, and a long holds them.
  private static final Pattern NAME = Pattern.compile("(00\\d{18})\\.(journal|snapshot)");

  private SegmentFiles() {}

  /** The segment that begins with a sequence. */
  public static Path segment(RunDirectory directory, long firstSequence) {
    return directory.journalDirectory().resolve(name(firstSequence, JOURNAL_SUFFIX));
  }

  public static String name(long sequence, String suffix) {
    return String.format(Locale.ROOT, "%020d%s", sequence, suffix);
  }

  /** The first sequence of a segment, by its name. */
  static long firstSequence(Path segment) {
    Matcher name = NAME.matcher(segment.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(segment + " is no name of a segment");
    }
    return Long.parseLong(name.group(1));
  }

  /** Takes away the names of the segments after one: they are lost with what was before them. */
  static void setAsideAfter(Path folder, long firstSequence) throws IOException {
    for (Path file : list(folder, JOURNAL_SUFFIX).tailMap(firstSequence, false).values()) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + LOST_SUFFIX),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Under which name this process writes a file that is not whole yet. */
  public static Path unfinished(Path file) {
    long pid = ProcessHandle.current().pid();
    return file.resolveSibling(file.getFileName() + "." + pid + UNFINISHED_SUFFIX);
  }

  /** All files of a kind by their sequence; none where there is no such folder yet. */
  public static NavigableMap<Long, Path> list(Path folder, String suffix) {
    NavigableMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path file : entries) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && file.toString().endsWith(suffix)) {
          files.put(Long.parseLong(name.group(1)), file);
        }
      }
      return files;
    } catch (NoSuchFileException e) {
      return files;
    } catch (IOException e) {
      throw new JournalFailedException(folder + " cannot be listed: " + FileReason.of(e), e);
    }
  }

  /**
   * Deletes the segments that hold nothing but records up to a sequence; never the one that is
   * written. For any thread: a large file takes a while to go.
   *
   * @param sequence of a snapshot, which makes those records needless
   * @param written what {@link Journal#segmentFirst} said, now or earlier
   * @throws JournalFailedException if a file cannot be deleted
   */
  public static void removeBefore(RunDirectory directory, long sequence, long written) {
    Path folder = directory.journalDirectory();
    NavigableMap<Long, Path> segments = list(folder, JOURNAL_SUFFIX);
    for (Map.Entry<Long, Path> entry : segments.headMap(written).entrySet()) {
      Long next = segments.higherKey(entry.getKey());
      if (next == null || next - 1 > sequence) {
        return;
      }
      try {
        Files.deleteIfExists(entry.getValue());
      } catch (IOException e) {
        throw new JournalFailedException(
            entry.getValue() + " cannot be deleted: " + FileReason.of(e), e);
      }
    }
  }

  /** Removes segments that a writer has begun and not finished. */
  static void removeUnfinishedSegments(Path folder) throws IOException {
    String unfinished = "*" + JOURNAL_SUFFIX + UNFINISHED_SUFFIX;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, unfinished)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
