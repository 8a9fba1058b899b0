package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentOutput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WireSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file of a snapshot or backup while it is written: the state as it comes, behind the room for
 * a header, which is written last since it tells the size and the checksum of the state. Confined
 * to one thread.
 */
final class SnapshotOutput implements WireSink {

  // In pieces, because the JDK keeps a buffer off the heap as large as the largest write.
  private static final int LARGEST_WRITE = 256 << 10;

  private final FileChannel channel;
  private final int headerBytes;
  private final CRC32C checksum = new CRC32C();
  private long bodyBytes;
  private @Nullable WriteFailure failure;

  private SnapshotOutput(FileChannel channel, int headerBytes) {
    this.channel = channel;
    this.headerBytes = headerBytes;
  }

  /** The disk has refused; passes through the user's code that saves the state. */
  private static final class WriteFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient IOException reason;

    private WriteFailure(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /**
   * Writes a file, and returns when it is durable.
   *
   * @param state writes the state
   * @return the header of the file
   * @throws IOException if the disk refuses
   * @throws RuntimeException what {@code state} throws
   */
  static FileHeader write(
      Path file, JournalIdentity identity, long sequence, long epoch, Consumer<WireOutput> state)
      throws IOException {
    return write(SegmentOutput.FILES, file, identity, sequence, epoch, state);
  }

  /** As {@link #write}, on a disk that may be full, or fail. */
  static FileHeader write(
      SegmentOutput.Opener disk,
      Path file,
      JournalIdentity identity,
      long sequence,
      long epoch,
      Consumer<WireOutput> state)
      throws IOException {
    return writeBody(
        disk,
        file,
        identity,
        sequence,
        epoch,
        output -> {
          WireOutput out = WireOutput.forSnapshot(output);
          state.accept(out);
          out.finish();
        });
  }

  /** Writes a copy, and returns when it is durable; its header tells whether it is the same. */
  static FileHeader copy(Path file, FileHeader header, SnapshotInput original) throws IOException {
    return writeBody(
        SegmentOutput.FILES,
        file,
        header.identity(),
        header.sequence(),
        header.epoch(),
        output -> original.forEachPiece(header, output));
  }

  private interface Body {
    void writeTo(SnapshotOutput output) throws IOException;
  }

  private static FileHeader writeBody(
      SegmentOutput.Opener disk,
      Path file,
      JournalIdentity identity,
      long sequence,
      long epoch,
      Body body)
      throws IOException {
    try (FileChannel channel =
        disk.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] room = bytes(new FileHeader(identity, sequence, epoch, 0, 0));
      SnapshotOutput output = new SnapshotOutput(channel, room.length);
      output.take(body);
      int checksum = (int) output.checksum.getValue();
      FileHeader header = new FileHeader(identity, sequence, epoch, output.bodyBytes, checksum);
      writeAll(channel, ByteBuffer.wrap(bytes(header)), 0);
      channel.force(true);
      return header;
    }
  }

  private void take(Body body) throws IOException {
    try {
      body.writeTo(this);
      requireNoFailure(); // Should the user's code have let it pass: what was written is no state.
    } catch (RuntimeException e) {
      if (failure != null) {
        throw failure.reason; // Whatever the user's code has made of it.
      }
      throw e;
    }
  }

  // Its size is that of every header with the same identity: numbers have a fixed one.
  private static byte[] bytes(FileHeader header) {
    return header.toByteArray(FileHeader.SNAPSHOT_MAGIC);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    requireNoFailure();
    try {
      writeAll(channel, ByteBuffer.wrap(bytes, offset, length), headerBytes + bodyBytes);
    } catch (IOException e) {
      failure = new WriteFailure(e);
      throw failure;
    }
    checksum.update(bytes, offset, length);
    bodyBytes += length;
  }

  private void requireNoFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes, long begin)
      throws IOException {
    int end = bytes.limit();
    long at = begin;
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + LARGEST_WRITE));
      at += channel.write(bytes, at);
    }
  }
}
