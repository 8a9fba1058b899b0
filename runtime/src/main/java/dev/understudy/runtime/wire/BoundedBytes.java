package dev.understudy.runtime.wire;

import dev.understudy.StateInput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from which numbers and strings are read one after the other, and never beyond their end:
 * part of an array, or a stream. The array of a stream is a window: what was read leaves it, and
 * what follows comes in when it is needed. A length is believed only if as many bytes are left,
 * before memory is taken for them.
 */
abstract class BoundedBytes implements StateInput {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // What stands for more bytes than an int can tell.
  private static final int FAR = -1;

  private byte[] bytes = new byte[0];
  private int position;
  // Where in the array reading ends for now: with the object that is read, or with the window.
  private int limit;
  // The bytes of the object that is read, or of all, which follow the limit. Never any in an array.
  private long beyondLimit;
  // Where in the array its bytes end.
  private int filled;
  // The bytes of the stream that have not been in the window yet.
  private long unread;
  // What is left out at the end of all.
  private int trailerBytes;
  private @Nullable WireSource source;
  private int windowBytes;

  /** Begins to read part of an array, which is not copied. Not after a stream. */
  final void open(byte[] part, int offset, int length) {
    if (source != null) {
      throw new IllegalStateException("a stream does not become an array");
    }
    bytes = part;
    position = offset;
    limit = offset + length;
    filled = limit;
    beyondLimit = 0;
    trailerBytes = 0;
  }

  /** Begins to read a stream of so many bytes, through a window of this size. */
  final void open(WireSource stream, long length, int window) {
    open(new byte[window], 0, 0);
    source = stream;
    windowBytes = window;
    unread = length;
    beyondLimit = length;
  }

  /**
   * Narrows what is read to the next bytes.
   *
   * @param length of those that are left
   * @return what {@link #widen} is to be told; negative if more than an int can tell surrounds them
   */
  final int narrow(int length) {
    if (beyondLimit == 0) {
      int after = limit - position - length;
      limit = position + length;
      return after;
    }
    long surrounding = left() - length;
    setEnd((long) position + length);
    return surrounding > Integer.MAX_VALUE ? FAR : (int) surrounding;
  }

  /** Passes over what is left, and reads what {@link #narrow} left out, to which it belonged. */
  final void widen(int surrounding) {
    if (beyondLimit == 0 && surrounding >= 0 && surrounding <= filled - limit) {
      position = limit;
      limit += surrounding;
      return;
    }
    while (beyondLimit > 0) {
      position = limit;
      refill(1);
    }
    position = limit;
    // Objects tell their lengths as ints: what is larger is no object, but all there is.
    setEnd(surrounding < 0 ? filled + unread - trailerBytes : (long) limit + surrounding);
  }

  /** Leaves out the last bytes of all. */
  final void narrowToTrailer(int bytes) {
    requireLeft(bytes);
    trailerBytes = bytes;
    setEnd(position + left() - bytes);
  }

  /** Passes over what is left before them, and reads them. */
  final void widenByTrailer() {
    trailerBytes = 0;
    widen(FAR);
  }

  private void setEnd(long end) {
    limit = (int) Math.min(end, filled);
    beyondLimit = end - limit;
  }

  /** Whether there is more to read, in the object that is being read or, outside of one, at all. */
  public final boolean hasMore() {
    return position < limit || beyondLimit > 0;
  }

  /** The number of bytes left in the array; those of a stream are {@link #left}. */
  public final int remaining() {
    return limit - position;
  }

  /** The number of bytes left, in the object that is being read or, outside of one, at all. */
  public final long left() {
    return limit - position + beyondLimit;
  }

  /** Sees to it that the next bytes, of those that are left, are in the array, and stay there. */
  final void hold(int length) {
    requireLeft(length);
    if (length > limit - position) {
      refill(length);
    }
  }

  /** Goes to a place in the array, within the object that is being read. */
  public final void seek(int place) {
    position = place;
  }

  /** Where in the array the next byte is read. */
  public final int position() {
    return position;
  }

  /**
   * The array that is read, for those who take a part of it without copying. To be asked for after
   * {@link #skip}, which may replace it.
   */
  public final byte[] array() {
    return bytes;
  }

  /** Passes over bytes, and tells where they begin in {@link #array}. */
  public final int skip(int length) {
    return claim(length);
  }

  /** Reads as many bytes as are wanted. */
  public final void readRaw(byte[] target, int offset, int length) {
    if (length > limit - position) {
      readThroughWindow(target, offset, length);
      return;
    }
    System.arraycopy(bytes, position, target, offset, length);
    position += length;
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
    return bytes[at];
  }

  @Override
  public final short readShort() {
    int at = claim(Short.BYTES);
    return (short) SHORT.get(bytes, at);
  }

  @Override
  public final char readChar() {
    return (char) readShort();
  }

  @Override
  public final int readInt() {
    int at = claim(Integer.BYTES);
    return (int) INT.get(bytes, at);
  }

  @Override
  public final long readLong() {
    int at = claim(Long.BYTES);
    return (long) LONG.get(bytes, at);
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
    return Utf8.decode(bytes, at, length);
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

  /** Passes over bytes, and tells where they begin in the array, which it may replace. */
  final int claim(int length) {
    int at = position;
    if (length > limit - at) {
      requireLeft(length);
      refill(length);
      at = 0;
    }
    position = at + length;
    return at;
  }

  /**
   * Sees to it that bytes are there.
   *
   * @throws MalformedInputException if they are not
   */
  final void requireLeft(int length) {
    if (length > left()) {
      throw new MalformedInputException(
          "the end, where " + length + " bytes were expected and " + left() + " are left");
    }
  }

  private void readThroughWindow(byte[] target, int offset, int length) {
    requireLeft(length);
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (position == limit) {
        refill(1);
      }
      int piece = Math.min(end - at, limit - position);
      System.arraycopy(bytes, position, target, at, piece);
      position += piece;
      at += piece;
    }
  }

  /**
   * Moves the window on, to begin where reading is, and to hold some bytes at least.
   *
   * @param length how many, of those that are left
   */
  private void refill(int length) {
    long left = left();
    int kept = filled - position;
    int size = Math.max(length, windowBytes); // It may have held one large string until now.
    byte[] window = bytes.length == size ? bytes : new byte[size];
    System.arraycopy(bytes, position, window, 0, kept);
    bytes = window;
    position = 0;
    filled = kept;
    setEnd(left);
    while (filled < length) {
      fill();
    }
    setEnd(left);
  }

  private void fill() {
    int wanted = (int) Math.min(bytes.length - filled, unread);
    int read;
    try {
      read = source == null ? -1 : source.read(bytes, filled, wanted);
    } catch (IOException e) {
      throw new MalformedInputException(String.valueOf(e.getMessage()), e);
    }
    if (read < 0) {
      throw new MalformedInputException("the end, where " + unread + " bytes were still expected");
    }
    filled += read;
    unread -= read;
  }
}
