package dev.understudy.runtime.wire;

import dev.understudy.StateOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An array of bytes that grows as numbers and strings are written to it. */
abstract class GrowingBytes implements StateOutput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // Up to here, a loop is faster than the JDK's encoder, and saves its array (measured).
  private static final int MAX_SHORT_STRING = 24;

  private byte[] bytes;
  private int position;

  GrowingBytes(int initialBytes) {
    bytes = new byte[initialBytes];
  }

  /** The number of bytes written. */
  public final int size() {
    return position;
  }

  /** The array that holds the first {@link #size} bytes; it is replaced as the output grows. */
  public final byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public final byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  /** Forgets what was written from a position on. */
  final void cut(int size) {
    position = size;
  }

  /** Overwrites the int at a position that was written before. */
  public final void setInt(int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** Overwrites the long at a position that was written before. */
  public final void setLong(int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** Writes bytes as they are, without their number. */
  public final void writeRaw(byte[] source, int offset, int length) {
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
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public final void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  /**
   * Writes a string, or null.
   *
   * @throws IllegalArgumentException when half of a surrogate pair stands alone in it
   */
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

  // Most strings are ASCII, and then the number of bytes is known before they are looked at.
  private boolean writeAscii(String value) {
    int start = position;
    int length = value.length();
    writeVarInt(length + 1);
    int at = claim(length);
    byte[] target = bytes;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        position = start;
        return false;
      }
      target[at + i] = (byte) c;
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
    int end = at + length;
    if (end > bytes.length || end < 0) {
      bytes = Arrays.copyOf(bytes, grown(at, length));
    }
    position = end;
    return at;
  }

  private int grown(int at, int length) {
    int largest = Integer.MAX_VALUE - 8;
    if (length > largest - at) {
      throw new IllegalStateException("more than 2 GiB in one snapshot, call or result");
    }
    return (int) Math.max(Math.min(2L * bytes.length, largest), at + length);
  }
}
