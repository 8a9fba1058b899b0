package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file of a snapshot or backup, which is read piece by piece: once to see whether it is whole,
 * and again to load it. It stays open meanwhile, so that nobody can remove it in between. Confined
 * to one thread.
 */
final class SnapshotInput implements AutoCloseable {

  // Not larger, because the JDK keeps a buffer off the heap as large as the largest read.
  private static final int LARGEST_READ = 256 << 10;

  private final Path file;
  private final FileChannel channel;
  private final long sizeBytes;
  private int headerBytes;

  private SnapshotInput(Path file, FileChannel channel, long sizeBytes) {
    this.file = file;
    this.channel = channel;
    this.sizeBytes = sizeBytes;
  }

  static SnapshotInput open(Path file) throws IOException {
    PlainFile.require(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SnapshotInput(file, channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  /** The size of the file when it was opened. */
  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Reads the header, and goes behind it.
   *
   * @throws ForeignJournalException if it is of a newer format
   */
  FileHeader.Found readHeader() throws IOException {
    byte[] begin = new byte[(int) Math.min(sizeBytes, FileHeader.MAX_BYTES)];
    int filled = 0;
    while (filled < begin.length) {
      filled += readAt(filled, begin, filled, begin.length - filled);
    }
    FileHeader.Found found = FileHeader.parse(begin, 0, filled, FileHeader.SNAPSHOT_MAGIC, file);
    headerBytes = found.size();
    return found;
  }

  /** Reads some of the file, all of which is there. */
  byte[] bytes(long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    int filled = 0;
    while (filled < count) {
      filled += readAt(from + filled, bytes, filled, count - filled);
    }
    return bytes;
  }

  /**
   * Reads all that follows the header, and compares it with what the header says.
   *
   * @param bytesBehind how many bytes at the end of the file are not of the state
   * @return what is wrong; null if nothing is
   */
  FileHeader.@Nullable Problem problemOfBody(FileHeader header, int bytesBehind)
      throws IOException {
    long bodyBytes = sizeBytes - headerBytes - bytesBehind;
    if (bodyBytes > header.bodyBytes()) {
      return new FileHeader.Problem(
          headerBytes + header.bodyBytes(),
          bodyBytes - header.bodyBytes() + " bytes behind the state match no checksum");
    }
    if (bodyBytes != header.bodyBytes()) {
      return new FileHeader.Problem(
          sizeBytes, bodyBytes + " bytes of state, where " + header.bodyBytes() + " were");
    }
    CRC32C checksum = new CRC32C();
    forEachPiece(header, checksum::update);
    return (int) checksum.getValue() == header.bodyChecksum()
        ? null
        : new FileHeader.Problem(headerBytes, "the state does not match its checksum");
  }

  /** Reads all that the header says follows it, and hands it on. */
  void forEachPiece(FileHeader header, WireSink taker) throws IOException {
    byte[] piece = new byte[LARGEST_READ];
    long end = headerBytes + header.bodyBytes();
    long at = headerBytes;
    while (at < end) {
      int read = readAt(at, piece, 0, (int) Math.min(piece.length, end - at));
      taker.write(piece, 0, read);
      at += read;
    }
  }

  /** Reads some of what follows the header. */
  void readBody(long from, byte[] target, int count) throws IOException {
    int filled = 0;
    while (filled < count) {
      filled += readAt(headerBytes + from + filled, target, filled, count - filled);
    }
  }

  /** The state that follows the header, from its begin at each call. */
  WireInput state(FileHeader header) {
    long[] at = {headerBytes};
    return WireInput.ofSnapshot(
        (target, offset, length) -> {
          int read = readAt(at[0], target, offset, length);
          at[0] += read;
          return read;
        },
        header.bodyBytes());
  }

  // The reader of a stream does not know the file, so the message names it here.
  private int readAt(long from, byte[] target, int offset, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(target, offset, Math.min(length, LARGEST_READ));
    int read;
    try {
      read = channel.read(piece, from);
    } catch (IOException e) {
      throw new IOException(FileReason.of(e) + " at offset " + from + " of " + file, e);
    }
    if (read < 0) {
      throw new IOException("the end at offset " + from + " of " + file + ", which was longer");
    }
    return read;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JournalFailedException(file + " cannot be closed: " + FileReason.of(e), e);
    }
  }
}
