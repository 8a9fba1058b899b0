package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What a loss of power leaves at the ends of segments that others follow: a cut that did not reach
 * the disk. The first reader knows that it was the power. Later ones would call it damage, so it is
 * cut again when the journal is opened.
 */
final class TornEnds {

  private TornEnds() {}

  /**
   * Cuts them. Only where the next segment goes on with the next update: else something is lost,
   * and is not to be hidden.
   *
   * @param synced the segment up to which all was known to be on the disk: it is the first that is
   *     looked at
   * @param written the segment that is to be written: those before it are looked at
   */
  static void cut(
      RunDirectory directory,
      JournalIdentity identity,
      long synced,
      long written,
      SegmentOutput.Opener opener)
      throws IOException {
    if (synced >= written) {
      return;
    }
    NavigableMap<Long, Path> segments =
        SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX);
    for (Map.Entry<Long, Path> entry : segments.subMap(synced, true, written, false).entrySet()) {
      Long next = segments.higherKey(entry.getKey());
      long end = next == null ? 0 : endOf(entry.getValue(), identity, entry.getKey(), next);
      if (end > 0) {
        cut(entry.getValue(), end, opener);
      }
    }
  }

  /** Where a torn end begins; 0 without one. */
  private static long endOf(Path file, JournalIdentity identity, long first, long next)
      throws IOException {
    try (SegmentReader segment = SegmentReader.open(file)) {
      if (segment.readHeader(identity, first).header() == null) {
        return 0;
      }
      LogRecord record = new LogRecord();
      long last = first - 1;
      int size = segment.peek(record);
      while (size > 0) {
        last = record.sequence();
        segment.advance(size);
        size = segment.peek(record);
      }
      boolean isTorn = last + 1 == next && segment.scan(last).usedBytes() > 0;
      return isTorn ? segment.offset() : 0;
    }
  }

  private static void cut(Path file, long end, SegmentOutput.Opener opener) throws IOException {
    try (FileChannel channel =
        opener.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(end);
      channel.force(true);
    }
  }
}
