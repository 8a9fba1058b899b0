package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FolderSync;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link SyncMark} of the journal that is written. Belongs to its writer thread.
 *
 * <p>A successor whose predecessor has halted at a failed sync reads what is on no disk: the kernel
 * keeps those pages, and takes them for written. So it writes again all that lies behind the mark.
 */
final class SyncedPlace implements AutoCloseable {

  private static final int LARGEST_PIECE = 256 << 10;

  private final RunDirectory directory;
  private final boolean always;
  private @Nullable FileChannel channel;

  private SyncedPlace(RunDirectory directory, boolean always) {
    this.directory = directory;
    this.always = always;
  }

  /**
   * Begins where a journal was opened, before anything is appended to it.
   *
   * @param found the mark that is there; null without one
   * @param segmentFirst the segment that is written
   * @param offset where in it the next record will stand
   */
  static SyncedPlace begin(
      RunDirectory directory,
      boolean always,
      @Nullable SyncMark found,
      long segmentFirst,
      long offset,
      SegmentOutput.Opener opener)
      throws IOException {
    SyncedPlace place = new SyncedPlace(directory, always);
    if (found != null && found.isOfThisBoot() && (found.always() || !always)) {
      if (always) {
        place.writeAgain(found, segmentFirst, offset, opener);
      }
    } else {
      place.forceAll(opener); // The mark is about to say so, and what was written may not be.
      place.start(
          new SyncMark(SyncMark.currentBoot(), always, segmentFirst, offset), found != null);
    }
    if (always) {
      place.open();
    }
    return place;
  }

  // On a full disk an older mark stays. It is of another start of the computer, so that damage of
  // this one may be taken for a loss of power: the lesser evil beside a pair that does not start.
  private void start(SyncMark mark, boolean replaces) throws IOException {
    try {
      mark.write(directory, true);
    } catch (IOException e) {
      if (!replaces || !FullDisk.isCauseOf(e, directory.root())) {
        throw e;
      }
    }
  }

  private void open() throws IOException {
    channel =
        FileChannel.open(
            SyncMark.file(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** All before a place is on the disk. */
  void moveTo(long segmentFirst, long offset) {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    try {
      new SyncMark(SyncMark.currentBoot(), always, segmentFirst, offset).writeTo(open);
    } catch (IOException e) {
      close(); // The last mark is as true, and what lies behind it is written again more than once.
    }
  }

  private void writeAgain(
      SyncMark mark, long segmentFirst, long offset, SegmentOutput.Opener opener)
      throws IOException {
    for (Map.Entry<Long, Path> entry : segments(mark.segmentFirst()).entrySet()) {
      long first = entry.getKey();
      if (first > segmentFirst) {
        return;
      }
      try (FileChannel file =
          opener.open(entry.getValue(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long begin = first == mark.segmentFirst() ? mark.offset() : 0;
        writeAgain(file, begin, first == segmentFirst ? offset : file.size());
        if (first != segmentFirst) {
          file.force(true); // The last one is synced with what is appended next.
        }
      }
    }
  }

  private static void writeAgain(FileChannel file, long begin, long end) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(LARGEST_PIECE);
    long at = begin;
    while (at < end) {
      piece.clear().limit((int) Math.min(LARGEST_PIECE, end - at));
      int read = file.read(piece, at);
      if (read <= 0) {
        return;
      }
      piece.flip();
      while (piece.hasRemaining()) {
        at += file.write(piece, at);
      }
    }
  }

  private void forceAll(SegmentOutput.Opener opener) throws IOException {
    for (Path segment : segments(0).values()) {
      try (FileChannel file =
          opener.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
    FolderSync.force(directory.journalDirectory());
  }

  private NavigableMap<Long, Path> segments(long from) {
    return SegmentFiles.list(directory.journalDirectory(), SegmentFiles.JOURNAL_SUFFIX)
        .tailMap(from, true);
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new JournalFailedException(SyncMark.file(directory) + " cannot be closed: " + e, e);
      }
    }
  }
}
