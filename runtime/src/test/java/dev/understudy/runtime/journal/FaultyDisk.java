package dev.understudy.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A disk with so much room and no more, which writes in pieces, and can be made to fail. */
final class FaultyDisk implements SegmentOutput.Opener {

  private static final int LARGEST_PIECE = 100_000;

  private long room;
  private boolean writesFail;
  private boolean syncsFail;
  private long largestFile = Long.MAX_VALUE;
  private int writes;

  FaultyDisk(long room) {
    this.room = room;
  }

  void addRoom(long bytes) {
    room += bytes;
  }

  /** No file may be larger, as with {@code ulimit -f}. */
  void limitFiles(long bytes) {
    largestFile = bytes;
  }

  void failWrites() {
    writesFail = true;
  }

  void failSyncs() {
    syncsFail = true;
  }

  int writes() {
    return writes;
  }

  @Override
  public FileChannel open(Path file, OpenOption... options) throws IOException {
    return new Channel(FileChannel.open(file, options));
  }

  private final class Channel extends FileChannel {

    private final FileChannel real;

    private Channel(FileChannel real) {
      this.real = real;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      writes++;
      if (writesFail) {
        throw new IOException("Input/output error");
      }
      if (position >= largestFile) {
        throw new IOException("File too large");
      }
      int wanted = (int) Math.min(largestFile - position, LARGEST_PIECE);
      wanted = Math.min(source.remaining(), wanted);
      long fresh = Math.max(0, position + wanted - real.size());
      if (fresh > room) {
        wanted -= (int) (fresh - room);
        fresh = room;
      }
      if (wanted <= 0) {
        throw new IOException("No space left on device");
      }
      ByteBuffer piece = source.duplicate();
      piece.limit(piece.position() + wanted);
      int written = real.write(piece, position);
      source.position(source.position() + written);
      room -= fresh;
      return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (syncsFail) {
        throw new IOException("Input/output error");
      }
      real.force(metadata);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return real.read(into, position);
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      room += Math.max(0, real.size() - size);
      real.truncate(size);
      return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }

    @Override
    public int read(ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
