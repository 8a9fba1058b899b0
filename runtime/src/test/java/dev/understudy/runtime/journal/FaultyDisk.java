package dev.understudy.runtime.journal;

import dev.understudy.runtime.simulation.disk.PlainFileChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A disk with so much room and no more, which writes in pieces, and can be made to fail. */
public final class FaultyDisk implements SegmentOutput.Opener {

  private static final int LARGEST_PIECE = 100_000;

  private long room;
  private boolean writesFail;
  private boolean syncsFail;
  private long largestFile = Long.MAX_VALUE;
  private int writes;
  // What the kernel has to write at the next sync, and what is on the disk itself, of each file.
  private final Map<Path, BitSet> dirty = new HashMap<>();
  private final Map<Path, byte[]> platters = new HashMap<>();

  public FaultyDisk(long room) {
    this.room = room;
  }

  public void addRoom(long bytes) {
    room += bytes;
  }

  /** No file may be larger, as with {@code ulimit -f}. */
  void limitFiles(long bytes) {
    largestFile = bytes;
  }

  public void failWrites() {
    writesFail = true;
  }

  public void failSyncs() {
    syncsFail = true;
  }

  void repair() {
    syncsFail = false;
  }

  /** What is on the disk of a file, whatever the memory of the kernel holds. */
  byte[] platter(Path file) {
    return platters.getOrDefault(name(file), new byte[0]);
  }

  // A segment is written under another name first.
  private static Path name(Path file) {
    String text = file.toString();
    return Path.of(text.endsWith(".new") ? text.substring(0, text.length() - 4) : text);
  }

  int writes() {
    return writes;
  }

  @Override
  public FileChannel open(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> readable = new HashSet<>(List.of(options)); // What a sync writes is read here.
    readable.add(StandardOpenOption.READ);
    return new Channel(name(file), FileChannel.open(file, readable));
  }

  private final class Channel extends PlainFileChannel {

    private final Path name;
    private final FileChannel real;

    private Channel(Path name, FileChannel real) {
      this.name = name;
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
      dirty
          .computeIfAbsent(name, file -> new BitSet())
          .set((int) position, (int) position + written);
      return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      BitSet pages = dirty.remove(name); // Whether or not it goes well: so does Linux.
      if (syncsFail) {
        throw new IOException("Input/output error");
      }
      real.force(metadata);
      byte[] platter = Arrays.copyOf(platter(name), (int) real.size());
      for (int at = pages == null ? -1 : pages.nextSetBit(0);
          at >= 0 && at < platter.length;
          at = pages.nextSetBit(at + 1)) {
        real.read(ByteBuffer.wrap(platter, at, 1), at);
      }
      platters.put(name, platter);
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
    public int write(ByteBuffer source) {
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
  }
}
