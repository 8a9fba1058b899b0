package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the journal of a directory. Belongs to the writer thread of the one process that holds
 * the fence.
 *
 * <p>Room is taken before it is needed, by writing zeros, so that a full disk is met before an
 * update is applied: see {@link #reserve}. A write or sync that fails is never retried: it throws
 * {@link JournalFailedException}, as every later call does, and the process is to halt.
 */
public final class Journal implements AutoCloseable {

  private static final int LARGEST_WRITE = 1 << 20;
  // Nobody asks before the begin of an epoch is written: it must find room on a full disk too, and
  // so must those of some takeovers after it.
  private static final int KEPT_FOR_EPOCHS_BYTES = 16 * LogRecord.HEADER_BYTES;

  private static final int EPOCH_AT = LogRecord.PREFIX_BYTES + 1 + Long.BYTES;

  private final RunDirectory directory;
  private final JournalIdentity identity;
  private final JournalOptions options;
  private final SegmentOutput.Opener opener;
  private final WireInput fields = new WireInput();

  // Off the heap, or the JDK would copy every write to such a buffer of its own, of any size.
  private final ByteBuffer transfer;

  private final SyncedPlace synced;
  private SegmentOutput segment;
  private long firstSequence;
  private long lastSequence;
  private long lastEpoch;
  private boolean failed;

  private Journal(
      RunDirectory directory,
      JournalIdentity identity,
      JournalPosition tail,
      JournalOptions options,
      SegmentOutput.Opener opener)
      throws IOException {
    this.directory = directory;
    this.identity = identity;
    this.options = options;
    this.opener = opener;
    this.transfer =
        ByteBuffer.allocateDirect((int) Math.min(LARGEST_WRITE, options.segmentBytes()));
    this.lastSequence = tail.lastSequence();
    this.lastEpoch = tail.lastEpoch();
    Path file = tail.offset() > 0 ? tail.segment() : null;
    this.firstSequence = file != null ? SegmentFiles.firstSequence(file) : lastSequence + 1;
    @Nullable SyncMark mark = SyncMark.read(directory).orElse(null);
    boolean torn = false;
    if (mark != null && mark.isOfFormerBoot()) {
      TornEnds.cut(directory, identity, mark.segmentFirst(), firstSequence, opener);
      torn = mark.mayBeTornFrom(firstSequence, tail.offset());
    }
    if (torn) {
      SegmentFiles.setAsideAfter(directory.journalDirectory(), firstSequence);
    }
    if (file != null) {
      requireLast(file);
      if (mark != null) {
        mark.requireReached(file, firstSequence, tail);
      }
      this.segment = SegmentOutput.resume(file, tail, torn, opener);
    } else {
      this.segment = begin(firstSequence);
    }
    this.synced =
        SyncedPlace.begin(
            directory, options.syncAlways(), mark, firstSequence, segment.position(), opener);
  }

  /**
   * Opens a journal where a reader found its end. A torn tail is overwritten. The fence must be
   * held.
   *
   * @param tail the position of a reader after its {@code next} returned false
   * @throws JournalDamagedException if valid records lie beyond that place, or have
   * @throws JournalFailedException if the journal cannot be written
   */
  public static Journal open(
      RunDirectory directory,
      JournalIdentity identity,
      JournalPosition tail,
      JournalOptions options) {
    return open(directory, identity, tail, options, SegmentOutput.FILES);
  }

  /**
   * Whether updates that were answered may be missing at the end of a journal: the computer was
   * started anew since, and they were not synced before. To be asked before it is opened.
   */
  public static boolean mayHaveLostUpdates(RunDirectory directory) {
    return SyncMark.read(directory)
        .filter(mark -> mark.isOfFormerBoot() && !mark.always())
        .isPresent(); // Where none was ever written, nobody was answered yet.
  }

  static Journal open(
      RunDirectory directory,
      JournalIdentity identity,
      JournalPosition tail,
      JournalOptions options,
      SegmentOutput.Opener opener) {
    Path folder = directory.journalDirectory();
    try {
      Files.createDirectories(folder);
      SegmentFiles.removeUnfinishedSegments(folder);
      return new Journal(directory, identity, tail, options, opener);
    } catch (IOException e) {
      throw new JournalFailedException(
          "the journal in "
              + folder
              + " cannot be opened ("
              + FileReason.of(e)
              + "): make room, or repair it",
          e);
    }
  }

  /**
   * Takes room for the next append, so that it cannot meet a full disk. To be called before the
   * updates of a batch are applied; nearly always it compares two numbers.
   *
   * @param bytes how many the next {@link #append} will have, at most
   * @return false if the disk has no room for them: refuse these updates; try again with the next
   * @throws JournalFailedException if the disk failed in another way
   */
  public boolean reserve(int bytes) {
    int wanted = bytes + KEPT_FOR_EPOCHS_BYTES;
    if (!failed && wanted <= segment.room()) {
      return true;
    }
    requireUsable();
    try {
      boolean full = segment.position() + bytes > options.segmentBytes();
      if (full && lastSequence >= firstSequence) {
        roll();
      }
      segment.reserve(wanted, options.segmentBytes());
      return true;
    } catch (IOException e) {
      return hasRoomAfter(e, wanted);
    }
  }

  private boolean hasRoomAfter(IOException e, int wanted) {
    if (!FullDisk.isCauseOf(e, directory.journalDirectory())) {
      throw fail("cannot be extended", e);
    }
    if (wanted <= segment.room()) {
      return true; // Less than was tried may still be enough.
    }
    return FullDisk.isLimitOfFile(e) && lastSequence >= firstSequence && hasRoomInNext(wanted);
  }

  // Where no file may be as large as a segment, segments are smaller.
  private boolean hasRoomInNext(int wanted) {
    try {
      roll();
      segment.reserve(wanted, options.segmentBytes());
      return true;
    } catch (IOException e) {
      if (FullDisk.isCauseOf(e, directory.journalDirectory())) {
        return wanted <= segment.room();
      }
      throw fail("cannot be extended", e);
    }
  }

  /**
   * Appends records: in one write, unless there are very many.
   *
   * @param bytes an array with whole records, as {@link LogRecord#write} wrote them
   * @param offset where they begin
   * @param length their bytes
   * @param firstSequence the number of the first update among them: the one after the last append's
   * @param lastSequence the number of the last one; {@code firstSequence - 1} if there are only
   *     EPOCH records
   * @throws JournalFailedException if the write failed, or the disk is full and {@link #reserve}
   *     was not asked
   */
  public void append(byte[] bytes, int offset, int length, long firstSequence, long lastSequence) {
    requireUsable();
    if (firstSequence != this.lastSequence + 1 || lastSequence < firstSequence - 1) {
      throw new IllegalArgumentException(
          "records " + firstSequence + " to " + lastSequence + " after " + this.lastSequence);
    }
    long epoch = epochOfLast(bytes, offset, length);
    if (!reserve(length) && length > segment.room()) {
      throw fail("has no room for " + length + " bytes: the disk is full", null);
    }
    try {
      segment.write(bytes, offset, length, transfer);
    } catch (IOException e) {
      throw fail("cannot be written", e);
    }
    this.lastSequence = lastSequence;
    lastEpoch = epoch;
  }

  /**
   * Waits until all that was appended is on the disk and outlives the loss of power.
   *
   * @throws JournalFailedException if the sync failed
   */
  public void force() {
    requireUsable();
    try {
      segment.force();
      synced.moveTo(firstSequence, segment.position());
    } catch (IOException e) {
      throw fail("cannot be synced", e);
    }
  }

  /** Where it ends. */
  public JournalPosition position() {
    return new JournalPosition(segment.file(), segment.position(), lastSequence, lastEpoch);
  }

  /** The first sequence of the segment that is written: its name. */
  public long segmentFirst() {
    return firstSequence;
  }

  /** Where in its segment the next record will stand, in bytes from the begin of the file. */
  public long segmentOffset() {
    return segment.position();
  }

  /**
   * Goes on in a new file, behind all that was written: for a journal whose files somebody has
   * taken away, once a snapshot holds what was in them.
   *
   * @throws JournalFailedException if it cannot be begun
   */
  public void beginAnew() {
    requireUsable();
    try {
      Files.createDirectories(directory.journalDirectory());
      SegmentOutput next = begin(lastSequence + 1);
      segment.abandon();
      segment = next;
      firstSequence = lastSequence + 1;
    } catch (IOException e) {
      throw fail("cannot be followed by a new one", e);
    }
  }

  /** Ends the journal in order: the room that was taken and not used is given back. */
  @Override
  public void close() {
    try {
      if (failed) {
        segment.abandon();
      } else {
        segment.finish(options.syncAlways());
        synced.moveTo(firstSequence, segment.position());
      }
      synced.close();
    } catch (IOException e) {
      throw fail("cannot be closed", e);
    }
  }

  private SegmentOutput begin(long first) throws IOException {
    byte[] header =
        new FileHeader(identity, first, lastEpoch, 0, 0).toByteArray(FileHeader.SEGMENT_MAGIC);
    Path file = SegmentFiles.segment(directory, first);
    return SegmentOutput.begin(file, header, options, opener);
  }

  /** The new segment first: if there is no room for it, the old one is as it was. */
  private void roll() throws IOException {
    SegmentOutput next = begin(lastSequence + 1);
    segment.finish(options.syncAlways());
    segment = next;
    firstSequence = lastSequence + 1;
  }

  private void requireLast(Path file) {
    Map.Entry<Long, Path> last =
        SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX).lastEntry();
    if (last == null || !last.getValue().getFileName().equals(file.getFileName())) {
      throw new IllegalArgumentException("the journal does not end in " + file);
    }
  }

  private long epochOfLast(byte[] bytes, int offset, int length) {
    long epoch = lastEpoch;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      fields.reset(bytes, at, end - at);
      int size = LogRecord.PREFIX_BYTES + fields.readInt();
      if (size < LogRecord.HEADER_BYTES || size > end - at) {
        throw new IllegalArgumentException("no whole record at " + (at - offset));
      }
      fields.skip(EPOCH_AT - Integer.BYTES);
      epoch = fields.readLong();
      at += size;
    }
    return epoch;
  }

  private void requireUsable() {
    if (failed) {
      throw new JournalFailedException(
          "the journal file " + segment.file() + " has failed before: this process is to halt",
          null);
    }
  }

  private JournalFailedException fail(String what, @Nullable IOException e) {
    failed = true;
    return new JournalFailedException(
        "the journal file "
            + segment.file()
            + " "
            + what
            + (e == null ? "" : " (" + FileReason.of(e) + ")")
            + (e == null ? ": make room" : ": check the disk"),
        e);
  }
}
