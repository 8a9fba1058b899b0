package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.wire.LogRecord;
import java.util.Arrays;

/** A journal in memory. A process that dies while it writes has appended less than it wanted. */
public final class JournalBytes {

  private byte[] bytes = new byte[1 << 12];
  private int size;

  /** Its size in bytes, torn records included. */
  public int size() {
    return size;
  }

  /** Appends bytes, whole records or not. */
  public void append(byte[] source, int offset, int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Cuts what is beyond a size. */
  public void cut(int newSize) {
    size = Math.min(size, newSize);
  }

  /** Reads it from its begin. */
  public Reader reader() {
    return new Reader(0, 0);
  }

  /** Reads it from where another reader is. */
  public Reader reader(int position, long sequence) {
    return new Reader(position, sequence);
  }

  /** A place in the journal, as a joiner, a successor or a restart has it. */
  public final class Reader implements Takeover.Tail {

    private int position;
    private long sequence;

    private Reader(int position, long sequence) {
      this.position = position;
      this.sequence = sequence;
    }

    /** Where it is, in bytes from the begin. */
    public int position() {
      return position;
    }

    @Override
    public boolean next(LogRecord into) {
      int length = into.parse(bytes, position, size - position);
      if (length <= 0) {
        return false;
      }
      position += length;
      sequence = into.sequence();
      return true;
    }

    @Override
    public long sequence() {
      return sequence;
    }

    @Override
    public void append(byte[] source, int offset, int length, long first, long last) {
      if (first != sequence + 1) {
        throw new AssertionError("update " + first + " appended after update " + sequence);
      }
      cut(position);
      JournalBytes.this.append(source, offset, length);
      position = size;
      sequence = last;
    }
  }
}
