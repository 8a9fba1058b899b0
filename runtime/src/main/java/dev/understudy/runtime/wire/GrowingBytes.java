package dev.understudy.runtime.wire;

import dev.understudy.StateOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array of bytes that grows as numbers and strings are written to it. That of a stream does so
 * only while the length of an object is still to be set in it; else it is handed on to a sink when
 * it is full, and begins anew.
 */
public abstract class GrowingBytes implements StateOutput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // Up to here, a loop is faster than the JDK's encoder, and saves its array (measured).
  private static final int MAX_SHORT_STRING = 24;

  /** What an array can hold. */
  public static final int LARGEST_BYTES = Integer.MAX_VALUE - 8;

  private final @Nullable WireSink sink;
  private final int steadyBytes;
  private final int largestBytes;
  private byte[] bytes;
  private int position;
  private long handedOn;
  // Objects whose length stands in the array, and is still to be set.
  private int openObjects;

  /**
   * @param steadyBytes the size of the array whenever no object keeps it from being handed on
   * @param sink takes what is written; null if all of it is to be kept
   * @param largestBytes the largest size of the array
   */
  GrowingBytes(int steadyBytes, @Nullable WireSink sink, int largestBytes) {
    this.steadyBytes = steadyBytes;
    this.sink = sink;
    this.largestBytes = largestBytes;
    bytes = new byte[steadyBytes];
  }

  /** The number of bytes written; in a stream, of those in {@link #array}. */
  public final int size() {
    return position;
  }

  /** The number of bytes written, those of a stream that are long gone too. */
  public final long written() {
    return handedOn + position;
  }

  /**
   * Hands on what is left of a stream, at its end.
   *
   * @throws IllegalStateException if this is no stream, or within an object
   */
  public final void finish() {
    if (sink == null || openObjects > 0) {
      throw new IllegalStateException("no stream, or not at its end");
    }
    handOn(sink);
  }

  /** The array that holds the last {@link #size} bytes; it is replaced as the output grows. */
  public final byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public final byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  /** Forgets what was written from a position on, and that an object was being written. */
  final void cut(int size) {
    if (sink != null) {
      throw new IllegalStateException("what a stream has handed on is not forgotten");
    }
    position = size;
    openObjects = 0;
  }

  /** Leaves room for the length of an object, and tells where that ends. */
  final int openLength() {
    writeInt(0);
    openObjects++;
    return position;
  }

  /** Sets the length of an object, which ends here; the innermost first. */
  final void closeLength(int mark) {
    setInt(mark - Integer.BYTES, position - mark);
    openObjects--;
    if (sink != null && openObjects == 0 && position >= steadyBytes / 2) {
      handOn(sink);
    }
  }

  /** Whether the length of an object is still to be set. */
  final boolean isWithinObject() {
    return openObjects > 0;
  }

  /** Whether all that is no number is written as one value, though its bits differ. */
  abstract boolean equatesNans();

  /** Why the array cannot grow any more. */
  abstract String tooLarge();

  /** Overwrites the int at a position that was written before. */
  public final void setInt(int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** Writes bytes as they are, without their number. */
  public final void writeRaw(byte[] source, int offset, int length) {
    if (length > bytes.length - position && passedOn(source, offset, length)) {
      return;
    }
    int at = claim(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  /** Writes a number that is seldom large and never negative, in one to five bytes. */
  public final void writeVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      writeByte(rest | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  @Override
  public final void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  @Override
  public final void writeByte(int value) {
    int at = claim(1);
    bytes[at] = (byte) value;
  }

  @Override
  public final void writeShort(int value) {
    int at = claim(Short.BYTES);
    SHORT.set(bytes, at, (short) value);
  }

  @Override
  public final void writeChar(char value) {
    writeShort(value);
  }

  @Override
  public final void writeInt(int value) {
    int at = claim(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  @Override
  public final void writeLong(long value) {
    int at = claim(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  @Override
  public final void writeFloat(float value) {
    writeInt(equatesNans() ? Float.floatToIntBits(value) : Float.floatToRawIntBits(value));
  }

  @Override
  public final void writeDouble(double value) {
    writeLong(equatesNans() ? Double.doubleToLongBits(value) : Double.doubleToRawLongBits(value));
  }

  @Override
  public final void writeString(@Nullable String value) {
    if (value == null) {
      writeVarInt(0);
    } else if (value.length() > MAX_SHORT_STRING) {
      byte[] utf8 = Utf8.encode(value);
      writeVarInt(utf8.length + 1);
      writeRaw(utf8, 0, utf8.length);
    } else if (!writeAscii(value)) {
      int length = Utf8.length(value);
      writeVarInt(length + 1);
      int at = claim(length);
      Utf8.encode(value, bytes, at);
    }
  }

  // Most strings are ASCII, and then the number of bytes is known before they are looked at. It is
  // claimed together with the one byte that says it, so that it can be given back.
  private boolean writeAscii(String value) {
    int length = value.length();
    int start = claim(1 + length);
    byte[] target = bytes;
    target[start] = (byte) (length + 1);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        position = start;
        return false;
      }
      target[start + 1 + i] = (byte) c;
    }
    return true;
  }

  @Override
  public final void writeBytes(byte @Nullable [] value) {
    if (value == null) {
      writeVarInt(0);
      return;
    }
    writeVarInt(value.length + 1);
    writeRaw(value, 0, value.length);
  }

  private int claim(int length) {
    int at = position;
    if (length > bytes.length - at) {
      at = makeRoom(length);
    }
    position = at + length;
    return at;
  }

  private int makeRoom(int length) {
    if (sink != null && openObjects == 0) {
      handOn(sink);
    }
    if (length > bytes.length - position) {
      bytes = Arrays.copyOf(bytes, grown(length));
    }
    return position;
  }

  // Bytes that exceed the array pass it by.
  private boolean passedOn(byte[] source, int offset, int length) {
    if (sink == null || openObjects > 0 || length < steadyBytes) {
      return false;
    }
    handOn(sink);
    sink.write(source, offset, length);
    handedOn += length;
    return true;
  }

  private void handOn(WireSink to) {
    to.write(bytes, 0, position);
    handedOn += position;
    position = 0;
    if (bytes.length > steadyBytes) {
      bytes = new byte[steadyBytes]; // It held one large object, and the next one may be small.
    }
  }

  private int grown(int length) {
    if (length > largestBytes - position) {
      throw new UnsavableException(tooLarge());
    }
    return (int) Math.max(Math.min(2L * bytes.length, largestBytes), position + length);
  }
}
