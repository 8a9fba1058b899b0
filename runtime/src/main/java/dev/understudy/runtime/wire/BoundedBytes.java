package dev.understudy.runtime.wire;

import dev.understudy.StateInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Part of an array of bytes, from which numbers and strings are read, and never beyond its end. */
abstract class BoundedBytes implements StateInput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[0];
  private int position;
  private int limit;

  /** Begins to read part of an array, which is not copied. */
  final void open(byte[] source, int offset, int length) {
    bytes = source;
    position = offset;
    limit = offset + length;
  }

  /** Where the bytes end. */
  final int limit() {
    return limit;
  }

  /** Narrows or widens what is read. */
  final void setLimit(int limit) {
    this.limit = limit;
  }

  /** Whether there is more to read, in the object that is being read or, outside of one, at all. */
  public final boolean hasMore() {
    return position < limit;
  }

  /** The number of bytes left. */
  public final int remaining() {
    return limit - position;
  }

  /** Where in the array the next byte is read. */
  public final int position() {
    return position;
  }

  /** The array that is read, for those who take a part of it without copying. */
  public final byte[] array() {
    return bytes;
  }

  /** Passes over bytes, and tells where they begin in {@link #array}. */
  public final int skip(int length) {
    return claim(length);
  }

  /** Reads a number that {@link WireOutput#writeVarInt} wrote. */
  public final int readVarInt() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (value < 0) {
          throw new MalformedInputException("a negative length");
        }
        return value;
      }
    }
    throw new MalformedInputException("a number of more than five bytes");
  }

  /**
   * Reads the number of elements that follow. Each takes at least one byte, so a number beyond the
   * bytes left is refused before memory is taken for it.
   */
  public final int readCount() {
    int count = readVarInt();
    if (count > remaining()) {
      throw new MalformedInputException(count + " elements in " + remaining() + " bytes");
    }
    return count;
  }

  @Override
  public final boolean readBoolean() {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw new MalformedInputException("a boolean that is " + value);
    }
    return value == 1;
  }

  @Override
  public final byte readByte() {
    return bytes[claim(1)];
  }

  @Override
  public final short readShort() {
    return (short) SHORT.get(bytes, claim(Short.BYTES));
  }

  @Override
  public final char readChar() {
    return (char) readShort();
  }

  @Override
  public final int readInt() {
    return (int) INT.get(bytes, claim(Integer.BYTES));
  }

  @Override
  public final long readLong() {
    return (long) LONG.get(bytes, claim(Long.BYTES));
  }

  @Override
  public final float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public final double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  @Override
  public final @Nullable String readString() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    int at = claim(length);
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    // What is not UTF-8 becomes this one; for most strings, the search ends before it begins.
    if (value.indexOf('\uFFFD') >= 0
        && !Arrays.equals(
            value.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, at, at + length))) {
      throw new MalformedInputException("a string that is not UTF-8");
    }
    return value;
  }

  @Override
  public final byte @Nullable [] readBytes() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    int at = claim(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    return copy;
  }

  private int claim(int length) {
    int at = position;
    if (length > limit - at) {
      throw new MalformedInputException(
          "the end, where " + length + " bytes were expected and " + remaining() + " are left");
    }
    position = at + length;
    return at;
  }
}
