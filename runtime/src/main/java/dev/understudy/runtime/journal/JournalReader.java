package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a journal in order, also while another process appends to it.
 *
 * <p>Confined to the thread that opened it. It holds one file open, and some memory: a chunk, or
 * the largest record that it met.
 *
 * <p>Its methods throw {@link JournalDamagedException} where what was written is not there any
 * more, {@link ForeignJournalException} before it reads a record of another class, contract or
 * format, and {@link JournalFailedException} if a file cannot be read. After any of them it is to
 * be closed.
 */
public final class JournalReader implements AutoCloseable {

  private static final long NONE = -1;

  private final RunDirectory directory;
  private final JournalIdentity identity;
  private final long afterSequence;
  private final NavigableMap<Long, Path> atOpening;

  private @Nullable SegmentReader segment;
  private @Nullable Path headless;
  private long firstSequence;
  private long lastSequence;
  private long lastEpoch;
  private @Nullable String tornDescription;

  private JournalReader(RunDirectory directory, JournalIdentity identity, long afterSequence) {
    this.directory = directory;
    this.identity = identity;
    this.afterSequence = afterSequence;
    this.atOpening = list();
  }

  /**
   * Opens a journal, which need not have any file yet if all of it is wanted.
   *
   * @param afterSequence the records after this one are wanted: 0 for all, or the sequence of a
   *     snapshot
   */
  public static JournalReader open(
      RunDirectory directory, JournalIdentity identity, long afterSequence) {
    JournalReader reader = new JournalReader(directory, identity, afterSequence);
    reader.openFirst();
    return reader;
  }

  /**
   * Opens a journal in the middle, at a place that its writer told.
   *
   * @param segmentFirst the first sequence of the segment: {@link Journal#segmentFirst}
   * @param offset the place in it: {@link Journal#segmentOffset}
   * @param lastSequence the number of the last update before that place
   * @param lastEpoch the epoch of the last record before that place
   */
  public static JournalReader openAt(
      RunDirectory directory,
      JournalIdentity identity,
      long segmentFirst,
      long offset,
      long lastSequence,
      long lastEpoch) {
    JournalReader reader = new JournalReader(directory, identity, lastSequence);
    reader.firstSequence = segmentFirst;
    if (!reader.openSegment()) {
      throw JournalGap.atTheEnd(SegmentFiles.segment(directory, segmentFirst), 0, lastSequence);
    }
    reader.goTo(offset, lastSequence, lastEpoch);
    return reader;
  }

  /**
   * Goes to another place in the segment that is open, as {@link #openAt} would. So a standby has
   * it open before the time comes when nothing is to take long.
   *
   * @throws IllegalStateException if none is open
   */
  public void goTo(long offset, long sequence, long epoch) {
    SegmentReader opened = segment;
    if (opened == null) {
      throw new IllegalStateException("no segment is open");
    }
    opened.seek(offset);
    lastSequence = sequence;
    lastEpoch = Math.max(lastEpoch, epoch);
  }

  /**
   * Reads the next record: an update after the sequence that was asked for, its OUTCOME record, or
   * an EPOCH record that stands there.
   *
   * @param into becomes a view of the record, until the next call
   * @return false if there is none, yet: it may be called again, and finds what was appended since
   */
  public boolean next(LogRecord into) {
    tornDescription = null;
    while (true) {
      SegmentReader current = segment;
      if (current == null) {
        if (!openSegment()) {
          return false;
        }
        continue;
      }
      int size = current.peek(into);
      long next = size > 0 ? NONE : nextSegment();
      if (next != NONE) {
        leave(current, size, next);
        continue;
      }
      if (size < 0) {
        size = judge(current, into);
      }
      if (size == 0) {
        noteHole(current);
        requireNothingMissing(current.file(), current.offset());
        return false;
      }
      lastSequence = RecordOrder.requireNext(current, into, lastSequence, lastEpoch);
      lastEpoch = into.epoch();
      current.advance(size);
      if (RecordOrder.follows(into, afterSequence)) {
        return true;
      }
    }
  }

  /**
   * Whether, when {@link #next} last returned false, it stood before a part of a record. While
   * somebody writes that is a record on its way; when nobody does, it is a torn tail.
   */
  public boolean torn() {
    return tornDescription != null;
  }

  /**
   * What {@link #torn} means, as a sentence for the log of the one who will cut it.
   *
   * @throws IllegalStateException if nothing is torn
   */
  public String tornDescription() {
    if (tornDescription == null) {
      throw new IllegalStateException("nothing is torn");
    }
    return tornDescription;
  }

  /**
   * Where this reader is: after the record that {@link #next} gave last. Once {@link #next} has
   * returned false, and while nobody writes, a {@link Journal} may go on from there.
   */
  public JournalPosition position() {
    // After a loss of power the journal may end before the snapshot: it goes on behind that.
    boolean goesOnBehind = lastSequence < afterSequence;
    if (headless != null && !goesOnBehind) {
      return new JournalPosition(headless, 0, lastSequence, lastEpoch);
    }
    if (segment == null || goesOnBehind) {
      return new JournalPosition(null, 0, Math.max(lastSequence, afterSequence), lastEpoch);
    }
    return new JournalPosition(segment.file(), segment.offset(), lastSequence, lastEpoch);
  }

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }

  private void openFirst() {
    Map.Entry<Long, Path> first = atOpening.floorEntry(afterSequence + 1);
    if (first == null) {
      lastSequence = afterSequence;
      if (!atOpening.isEmpty()) {
        throw JournalGap.before(
            atOpening.firstEntry().getValue(), 0, lastSequence, atOpening.firstKey());
      } else if (afterSequence > 0) {
        throw JournalGap.atTheEnd(
            SegmentFiles.segment(directory, afterSequence + 1), 0, lastSequence);
      }
    }
    begin(first == null ? 1 : first.getKey());
    Map.Entry<Long, Path> before = first == null ? null : atOpening.lowerEntry(first.getKey());
    if (headless != null && before != null) {
      // Its header would have told of an epoch that began at the end of this.
      begin(before.getKey());
    }
  }

  private void begin(long first) {
    headless = null;
    firstSequence = first;
    lastSequence = first - 1;
    openSegment();
  }

  /** Opens the segment that begins with {@link #firstSequence}, if it is there and has a header. */
  private boolean openSegment() {
    Path file = SegmentFiles.segment(directory, firstSequence);
    SegmentReader opened;
    try {
      opened = SegmentReader.open(file);
    } catch (NoSuchFileException e) {
      requireNothingMissing(file, 0);
      return false;
    } catch (IOException e) {
      throw new JournalFailedException(file + " cannot be opened: " + FileReason.of(e), e);
    }
    boolean usable = false;
    try {
      usable = readHeader(opened);
    } finally {
      if (!usable) {
        opened.close();
      }
    }
    segment = usable ? opened : null;
    headless = usable ? null : file;
    return usable;
  }

  private boolean readHeader(SegmentReader opened) {
    FileHeader.Found found = opened.readHeader(identity, firstSequence);
    FileHeader header = found.header();
    if (header != null) {
      lastEpoch = Math.max(lastEpoch, header.epoch());
      return true;
    }
    FileHeader.Problem problem = found.problem();
    TailScan scan = opened.scan(lastSequence);
    // A loss of power can leave a last segment of which nothing, not even the header, was written.
    boolean damaged =
        scan.recordAt() >= 0
            || list().higherKey(firstSequence) != null
            || !(scan.usedBytes() == 0 || opened.beginsAsSegment());
    if (damaged && !mayBeTorn(0)) {
      throw opened.damaged(problem.offset(), problem.text());
    }
    tornDescription = "the journal file " + opened.file() + " holds no record: " + problem.text();
    return false;
  }

  /** The first sequence of the segment that follows the one that is read; NONE without one. */
  private long nextSegment() {
    long next = lastSequence + 1;
    if (next != firstSequence && isSegment(next)) {
      return next;
    }
    next = afterSequence + 1;
    return lastSequence < afterSequence && next != firstSequence && isSegment(next) ? next : NONE;
  }

  private boolean isSegment(long first) {
    return Files.exists(SegmentFiles.segment(directory, first));
  }

  /**
   * Leaves a segment that another one follows: nothing but zeros may be left in it, unless the
   * snapshot holds what is missing.
   */
  private void leave(SegmentReader current, int size, long next) {
    boolean clean = size == 0 && current.scan(lastSequence).usedBytes() == 0;
    boolean isNeedless = lastSequence < afterSequence && next == afterSequence + 1;
    if (!clean && !isNeedless && !mayBeTorn(current.offset())) {
      throw current.damaged(
          current.offset(), "record " + (lastSequence + 1) + " is not what was written");
    }
    current.close();
    segment = null;
    firstSequence = next;
    lastSequence = next - 1;
  }

  /**
   * Decides what the invalid bytes at the end of the last segment are.
   *
   * @return the size of a record that has become whole meanwhile; 0 if it may yet, or is torn
   */
  private int judge(SegmentReader current, LogRecord into) {
    TailScan scan = current.scan(lastSequence);
    if (scan.recordAt() > current.offset()) {
      // The scan may have seen a record half, and the next one whole: then it is whole by now.
      int size = current.peek(into);
      if (size > 0) {
        return size;
      }
      if (mayBeTorn(current.offset())) {
        tornDescription = current.describeTorn(scan);
        return 0;
      }
      throw current.damaged(
          current.offset(),
          "record "
              + (lastSequence + 1)
              + " is not what was written, and a whole one follows at "
              + scan.recordAt());
    }
    tornDescription = current.describeTorn(scan);
    return 0;
  }

  // Zeros, where a loss of power has left out a page, and not the next one.
  private void noteHole(SegmentReader current) {
    if (tornDescription == null && mayBeTorn(current.offset())) {
      TailScan scan = current.scan(lastSequence);
      tornDescription = scan.recordAt() < 0 ? null : current.describeTorn(scan);
    }
  }

  /** Whether what is missing from here on may have been lost with the power. */
  private boolean mayBeTorn(long offset) {
    return SyncMark.mayBeTornFrom(directory, firstSequence, offset);
  }

  /** Refuses a gap: when no record is left and no segment follows, no later one may exist. */
  private void requireNothingMissing(Path file, long offset) {
    Long later = atOpening.higherKey(firstSequence);
    if (later == null && !Files.exists(file)) {
      later = list().higherKey(firstSequence); // Removed under this reader's eyes.
    }
    if (later != null && mayBeTorn(offset)) {
      tornDescription = JournalGap.lost(file, offset, later);
    } else if (later != null) {
      throw JournalGap.before(file, offset, lastSequence, later);
    }
  }

  private NavigableMap<Long, Path> list() {
    return SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX);
  }
}
