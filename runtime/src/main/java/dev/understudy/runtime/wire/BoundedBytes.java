package dev.understudy.runtime.wire;

import dev.understudy.StateInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Bytes from which numbers and strings are read, and never beyond their end. */
abstract class BoundedBytes extends ByteWindow implements StateInput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
    if (count > left()) {
      throw new MalformedInputException(count + " elements in " + left() + " bytes");
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
    int at = claim(1); // First: it may replace the array.
    return array()[at];
  }

  @Override
  public final short readShort() {
    int at = claim(Short.BYTES);
    return (short) SHORT.get(array(), at);
  }

  @Override
  public final char readChar() {
    return (char) readShort();
  }

  @Override
  public final int readInt() {
    int at = claim(Integer.BYTES);
    return (int) INT.get(array(), at);
  }

  @Override
  public final long readLong() {
    int at = claim(Long.BYTES);
    return (long) LONG.get(array(), at);
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
    return Utf8.decode(array(), at, length);
  }

  @Override
  public final byte @Nullable [] readBytes() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    requireLeft(length); // Before memory is taken for them.
    byte[] copy = new byte[length];
    readRaw(copy, 0, length);
    return copy;
  }
}
