package dev.understudy.runtime.wire;

import dev.understudy.StateInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  private int depth;
  // Elements that are still to come in the collections being read: each takes a byte at least, so
  // that not even nested counts can claim more memory than there are bytes.
  private int promised;
  private @Nullable RestoredObjects restored;

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
    in.restored = new RestoredObjects();
    return in;
  }

  /** Makes this an input of part of an array, which is not copied; never of state. */
  public void reset(byte[] source, int offset, int length) {
    bytes = source;
    position = offset;
    limit = offset + length;
    argumentsEnded = false;
    depth = 0;
    promised = 0;
    restored = null;
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
   * Reads the number of elements of a collection, each of which is to be announced by {@link
   * #nextElement}. As {@link #readCount}, but what surrounding collections still expect is not
   * counted on twice.
   */
  int readElementCount() {
    int count = readVarInt();
    if (count > remaining() - promised) {
      throw new MalformedInputException(
          count + " elements in " + (remaining() - promised) + " bytes");
    }
    promised += count;
    return count;
  }

  /** Says that the next element is about to be read. */
  void nextElement() {
    promised--;
  }

  /** Goes one level deeper into collections. */
  void enter() {
    depth++;
    if (depth > WireOutput.MAX_DEPTH) {
      throw new MalformedInputException("more than " + WireOutput.MAX_DEPTH + " nested objects");
    }
  }

  /** Comes back from {@link #enter}. */
  void leave() {
    depth--;
  }

  /**
   * Narrows this input to the object that begins here.
   *
   * @param length its length
   * @return what surrounds it, for {@link #leaveObject}
   */
  long enterObject(int length) {
    if (length > remaining() - promised) {
      throw new MalformedInputException(
          "an object of " + length + " bytes in " + (remaining() - promised));
    }
    enter();
    long outer = ((long) limit << Integer.SIZE) | promised;
    limit = position + length;
    promised = 0;
    return outer;
  }

  /** Leaves an object, passing over what a newer build may have added at its end. */
  void leaveObject(long outer) {
    leave();
    position = limit;
    limit = (int) (outer >>> Integer.SIZE);
    promised = (int) outer;
  }

  /**
   * In a snapshot, gives the collections and maps of an object's final fields their numbers. The
   * counterpart of {@link WireOutput#announce}; values beyond those that were announced there
   * belong to fields that have been added since.
   */
  public void announce(@Nullable Object... values) {
    if (restored == null) {
      return;
    }
    int count = readVarInt();
    if (count > values.length) {
      throw new MalformedInputException(count + " final fields, where there are " + values.length);
    }
    for (int i = 0; i < count; i++) {
      Object value = values[i];
      restored.set(restored.reserve(), value == null ? new Object() : value, null);
    }
  }

  /** In a snapshot, takes the next number for an object that is about to be read. */
  int reserve() {
    return restored == null ? -1 : restored.reserve();
  }

  /**
   * Keeps the object for which a number was reserved.
   *
   * @param reader the class of the codec that reads it and nothing else, or null where the class of
   *     the object tells enough
   */
  void remember(int number, Object value, @Nullable Class<?> reader) {
    if (restored != null) {
      restored.set(number, value, reader);
    }
  }

  /** The object that has a number, read by the same reader. */
  Object recall(int number, @Nullable Class<?> reader) {
    if (restored == null) {
      throw new MalformedInputException("a reference to object " + number + ", outside of state");
    }
    return restored.get(number, reader);
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
