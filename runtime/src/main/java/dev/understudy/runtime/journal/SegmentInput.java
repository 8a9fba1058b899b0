package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that may still grow, read ahead into memory. What was read ahead may be out of date by the
 * time it is looked at: {@link #reread} forgets it.
 */
final class SegmentInput implements AutoCloseable {

  private static final int SMALLEST_READ = 4 << 10;
  private static final int LARGEST_READ = 256 << 10;

  private final Path file;
  private final FileChannel channel;
  private byte[] bytes = new byte[SMALLEST_READ];
  private int begin;
  private int end;
  private long offset;
  private int readAhead = SMALLEST_READ;

  private SegmentInput(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static SegmentInput open(Path file) throws IOException {
    PlainFile.require(file);
    return new SegmentInput(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  Path file() {
    return file;
  }

  FileChannel channel() {
    return channel;
  }

  /** Where in the file the next byte is. */
  long offset() {
    return offset;
  }

  /** The array in which the next byte is at {@link #begin}. */
  byte[] bytes() {
    return bytes;
  }

  int begin() {
    return begin;
  }

  /** The number of bytes in memory from {@link #begin} on. */
  int available() {
    return end - begin;
  }

  /** Tries to have so many bytes in memory; there are fewer where the file ends before. */
  void ensure(int count) {
    if (available() >= count) {
      return;
    }
    System.arraycopy(bytes, begin, bytes, 0, available());
    end -= begin;
    begin = 0;
    int wanted = Math.max(count, readAhead);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, wanted);
    }
    try {
      while (end < wanted) {
        int read = read(channel, offset + end, bytes, end, Math.min(wanted - end, LARGEST_READ));
        if (read <= 0) {
          return;
        }
        end += read;
      }
      readAhead = Math.min(2 * readAhead, LARGEST_READ);
    } catch (IOException e) {
      throw new JournalFailedException(
          file + " cannot be read at " + (offset + end) + ": " + FileReason.of(e), e);
    }
  }

  /** Goes on behind bytes that are in memory. */
  void advance(int count) {
    begin += count;
    offset += count;
  }

  /** Goes to another place. */
  void seek(long to) {
    offset = to;
    reread();
  }

  /** Forgets what was read ahead, because the file may have changed since. */
  void reread() {
    begin = 0;
    end = 0;
    readAhead = SMALLEST_READ;
  }

  /** Whether the next bytes, or as many of them as are in memory, are zeros. */
  boolean isZero(int count) {
    int stop = begin + Math.min(count, available());
    for (int i = begin; i < stop; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads once at a place of a file. */
  static int read(FileChannel channel, long from, byte[] into, int at, int count)
      throws IOException {
    return channel.read(ByteBuffer.wrap(into, at, count), from);
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
