package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files of a journal that is written are what they were: somebody may delete, cut or
 * replace them, and the writer, which has its file open, would not notice. Confined to one thread
 * at a time, which may be another than the writer.
 */
public final class TamperCheck {

  /** What a file was, and how many bytes of it were written at least. */
  private record Seen(@Nullable Object identity, long bytes) {}

  private final RunDirectory directory;
  private final NavigableMap<Long, Seen> seen = new TreeMap<>();

  /**
   * @param directory whose journal is looked at
   */
  public TamperCheck(RunDirectory directory) {
    this.directory = directory;
  }

  /**
   * Looks at all of them.
   *
   * @param written what {@link Journal#segmentFirst} said before
   * @param offset what {@link Journal#segmentOffset} said at that moment
   * @param oldestSnapshot the sequence of the oldest snapshot that is kept: what lies before may go
   * @return what is wrong, as the begin of a sentence; null if nothing is
   */
  public @Nullable String look(long written, long offset, long oldestSnapshot) {
    NavigableMap<Long, Path> files =
        SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX);
    Long lowest = files.isEmpty() ? null : files.firstKey();
    long needless = lowest != null && lowest - 1 <= oldestSnapshot ? lowest : 0;
    seen.headMap(needless).clear(); // They were removed, as they should be.
    seen.merge(written, new Seen(null, offset), TamperCheck::grown);
    for (Map.Entry<Long, Seen> entry : seen.entrySet()) {
      Path file = SegmentFiles.segment(directory, entry.getKey());
      String problem = problemOf(file, entry.getValue());
      if (problem != null) {
        return "The journal file " + file + " was " + problem;
      }
    }
    for (Map.Entry<Long, Path> entry : files.entrySet()) {
      // Behind the one that is written there may be the next by now, and of that nothing is known.
      if (entry.getKey() <= written) {
        note(entry.getKey(), entry.getValue(), entry.getKey() == written ? offset : Long.MAX_VALUE);
      }
    }
    return null;
  }

  private static Seen grown(Seen before, Seen now) {
    return new Seen(before.identity, Math.max(before.bytes, now.bytes));
  }

  private static @Nullable String problemOf(Path file, Seen expected) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (expected.identity != null && !Objects.equals(expected.identity, now.fileKey())) {
        return "replaced";
      }
      return now.size() < expected.bytes
          ? "cut to %d bytes, and had %d".formatted(now.size(), expected.bytes)
          : null;
    } catch (NoSuchFileException e) {
      return "deleted";
    } catch (IOException e) {
      throw new JournalFailedException(file + " cannot be looked at: " + FileReason.of(e), e);
    }
  }

  private void note(long first, Path file, long atMost) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      seen.put(first, new Seen(now.fileKey(), Math.min(now.size(), atMost)));
    } catch (NoSuchFileException e) {
      // It was removed since the folder was listed: whether it should have been, the next look
      // says.
    } catch (IOException e) {
      throw new JournalFailedException(file + " cannot be looked at: " + FileReason.of(e), e);
    }
  }
}
