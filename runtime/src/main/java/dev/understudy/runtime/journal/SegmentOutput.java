package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FolderSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The segment that is being written: records, and zeros ahead of them. */
public final class SegmentOutput {

  /** Opens files; a seam for disks that are full, or fail. */
  @FunctionalInterface
  public interface Opener {
    FileChannel open(Path file, OpenOption... options) throws IOException;
  }

  public static final Opener FILES = FileChannel::open;

  /**
   * The zeros that are written at a time. Each such write delays the replies that wait meanwhile:
   * so much takes about as long as one batch of updates.
   */
  static final int CHUNK_BYTES = 256 << 10;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();

  private final Path file;
  private final FileChannel channel;
  private long position;
  private long reservedEnd;

  private SegmentOutput(Path file, FileChannel channel, long position, long reservedEnd) {
    this.file = file;
    this.channel = channel;
    this.position = position;
    this.reservedEnd = reservedEnd;
  }

  /** Begins a segment. It appears under its name with its header, or not at all. */
  static SegmentOutput begin(Path file, byte[] header, JournalOptions options, Opener opener)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + SegmentFiles.UNFINISHED_SUFFIX);
    FileChannel channel =
        opener.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      SegmentOutput segment = new SegmentOutput(file, channel, header.length, 0);
      segment.extend(header.length);
      segment.reserve(0, options.segmentBytes());
      writeFully(channel, ByteBuffer.wrap(header), 0);
      if (options.syncAlways()) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (options.syncAlways()) {
        FolderSync.force(file.resolveSibling(""));
      }
      return segment;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /**
   * Goes on in a segment, over what is torn at its end.
   *
   * @param anyTorn whether whole records may stand behind what is torn, by a loss of power
   */
  static SegmentOutput resume(Path file, JournalPosition tail, boolean anyTorn, Opener opener)
      throws IOException {
    FileChannel channel = opener.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long offset = tail.offset();
      TailScan scan = TailScan.of(file, channel, offset, tail.lastSequence());
      if (scan.recordAt() >= 0 && !anyTorn) {
        throw SegmentReader.damaged(
            file,
            offset,
            "record "
                + (tail.lastSequence() + 1)
                + " is missing, and a whole one follows at "
                + scan.recordAt());
      }
      // Cut off, the room would be anybody's: a takeover on a full disk needs a little of it.
      SegmentOutput segment = new SegmentOutput(file, channel, offset, offset);
      segment.extend(offset + scan.usedBytes());
      segment.reservedEnd = offset + scan.totalBytes();
      return segment;
    } catch (IOException | JournalException e) {
      channel.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  /** Where the next record goes. */
  long position() {
    return position;
  }

  /** The bytes that can be written without asking for more room. */
  long room() {
    return reservedEnd - position;
  }

  /** Takes room for some bytes, and for more up to the size of a full segment. */
  void reserve(int bytes, long segmentBytes) throws IOException {
    long ahead = Math.min(reservedEnd + CHUNK_BYTES, segmentBytes);
    extend(Math.max(position + bytes, ahead));
  }

  /** Writes bytes for which there is room. */
  void write(byte[] bytes, int offset, int length, ByteBuffer transfer) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, transfer.capacity());
      transfer.clear();
      transfer.put(bytes, offset + done, count).flip();
      writeFully(channel, transfer, position);
      position += count;
      done += count;
    }
  }

  /** Waits until all that was written is on the disk. */
  void force() throws IOException {
    channel.force(false);
  }

  /** Ends the segment: what was not used is cut off. */
  void finish(boolean sync) throws IOException {
    channel.truncate(position);
    if (sync) {
      channel.force(true);
    }
    channel.close();
  }

  /** Leaves the segment as it is. */
  void abandon() throws IOException {
    channel.close();
  }

  private void extend(long end) throws IOException {
    while (reservedEnd < end) {
      ByteBuffer zeros = ZEROS.duplicate();
      zeros.limit((int) Math.min(end - reservedEnd, CHUNK_BYTES));
      reservedEnd += channel.write(zeros, reservedEnd);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, long at)
      throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += channel.write(bytes, next);
    }
  }
}
