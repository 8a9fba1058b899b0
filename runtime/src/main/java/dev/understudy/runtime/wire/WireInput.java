package dev.understudy.runtime.wire;

import dev.understudy.StateInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link WireOutput} holds. Every read is checked against the end: bytes that cannot
 * be raise {@link MalformedInputException}, and no length is believed before the bytes for it are
 * there. Confined to one thread at a time.
 */
public final class WireInput implements StateInput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private boolean argumentsEnded;
  private @Nullable List<@Nullable Object> remembered;

  /** An input without bytes, to be {@link #reset}. */
  public WireInput() {}

  /** An input of all bytes of an array. */
  public WireInput(byte[] bytes) {
    reset(bytes, 0, bytes.length);
  }

  /** An input of state: references to objects that were read before are understood. */
  public static WireInput ofSnapshot(byte[] bytes, int offset, int length) {
    WireInput in = new WireInput();
    in.reset(bytes, offset, length);
    in.remembered = new ArrayList<>();
    return in;
  }

  /** Makes this an input of part of an array, which is not copied. */
  public void reset(byte[] source, int offset, int length) {
    bytes = source;
    position = offset;
    limit = offset + length;
    argumentsEnded = false;
  }

  /** Whether there is more to read, in the object that is being read or, outside of one, at all. */
  public boolean hasMore() {
    return position < limit;
  }

  /** The number of bytes left. */
  public int remaining() {
    return limit - position;
  }

  /** Where in the array the next byte is read. */
  public int position() {
    return position;
  }

  /** The array that is read, for those who take a part of it without copying. */
  public byte[] array() {
    return bytes;
  }

  /**
   * Says that all arguments of a call have been read: what is thrown from here on is the method's
   * doing, and no longer the caller's.
   *
   * @throws MalformedInputException when bytes are left
   */
  public void endOfArguments() {
    if (position != limit) {
      throw new MalformedInputException(remaining() + " bytes after the last argument");
    }
    argumentsEnded = true;
  }

  /** Whether {@link #endOfArguments} was reached. */
  public boolean argumentsEnded() {
    return argumentsEnded;
  }

  /** Passes over bytes, and tells where they begin in {@link #array}. */
  public int skip(int length) {
    return claim(length);
  }

  /** Reads a number that {@link WireOutput#writeVarInt} wrote. */
  public int readVarInt() {
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
  public int readCount() {
    int count = readVarInt();
    if (count > remaining()) {
      throw new MalformedInputException(count + " elements in " + remaining() + " bytes");
    }
    return count;
  }

  @Override
  public boolean readBoolean() {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw new MalformedInputException("a boolean that is " + value);
    }
    return value == 1;
  }

  @Override
  public byte readByte() {
    return bytes[claim(1)];
  }

  @Override
  public short readShort() {
    return (short) SHORT.get(bytes, claim(Short.BYTES));
  }

  @Override
  public char readChar() {
    return (char) readShort();
  }

  @Override
  public int readInt() {
    return (int) INT.get(bytes, claim(Integer.BYTES));
  }

  @Override
  public long readLong() {
    return (long) LONG.get(bytes, claim(Long.BYTES));
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  @Override
  public @Nullable String readString() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    return new String(bytes, claim(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public byte @Nullable [] readBytes() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    int at = claim(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    return copy;
  }

  /**
   * Narrows this input to the object that begins here.
   *
   * @param length its length
   * @return the end of what surrounds it, for {@link #leaveObject}
   */
  int enterObject(int length) {
    int outer = limit;
    if (length > remaining()) {
      throw new MalformedInputException("an object of " + length + " bytes in " + remaining());
    }
    limit = position + length;
    return outer;
  }

  /** Leaves an object, passing over what a newer build may have added at its end. */
  void leaveObject(int outer) {
    position = limit;
    limit = outer;
  }

  /** In a snapshot, takes the next number for an object that is about to be read. */
  int reserve() {
    if (remembered == null) {
      return -1;
    }
    remembered.add(null);
    return remembered.size() - 1;
  }

  /** Keeps the object for which a number was reserved. */
  void remember(int number, Object value) {
    if (remembered != null) {
      remembered.set(number, value);
    }
  }

  /** The object that has a number. */
  Object recall(int number) {
    Object value =
        remembered != null && number >= 0 && number < remembered.size()
            ? remembered.get(number)
            : null;
    if (value == null) {
      throw new MalformedInputException("a reference to object " + number + ", which is not there");
    }
    return value;
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
