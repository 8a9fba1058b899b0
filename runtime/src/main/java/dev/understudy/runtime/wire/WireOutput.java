package dev.understudy.runtime.wire;

import dev.understudy.StateOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A growing array of bytes that values are written to. Numbers are big-endian. Confined to one
 * thread at a time; reusable after {@link #clear}.
 */
public final class WireOutput implements StateOutput {

  /** What is written, besides the values themselves. */
  public enum Purpose {
    /** Arguments and results: each value stands alone. */
    CALL,
    /**
     * State: an object reached twice is written once, and a kind that cannot come back is an error.
     */
    SNAPSHOT,
    /** For comparison by value: sets and maps are sorted, concrete kinds left out. */
    COMPARISON
  }

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int NULL_OBJECT = -1;

  private final Purpose purpose;
  private final @Nullable IdentityHashMap<Object, Integer> seen;
  private byte[] bytes;
  private int position;

  private WireOutput(Purpose purpose, int initialBytes) {
    this.purpose = purpose;
    this.seen = purpose == Purpose.SNAPSHOT ? new IdentityHashMap<>() : null;
    this.bytes = new byte[initialBytes];
  }

  /** An empty output for arguments or a result. */
  public static WireOutput forCall() {
    return new WireOutput(Purpose.CALL, 128);
  }

  /** An empty output for state. */
  public static WireOutput forSnapshot() {
    return new WireOutput(Purpose.SNAPSHOT, 1 << 16);
  }

  /** An empty output whose bytes are equal when two values are. */
  public static WireOutput forComparison() {
    return new WireOutput(Purpose.COMPARISON, 128);
  }

  /** What is written here. */
  public Purpose purpose() {
    return purpose;
  }

  /** The number of bytes written. */
  public int size() {
    return position;
  }

  /** The array that holds the first {@link #size} bytes; it is replaced as the output grows. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  /** Forgets all that was written, and keeps the memory. */
  public void clear() {
    truncate(0);
    if (seen != null) {
      seen.clear();
    }
  }

  /**
   * Forgets what was written from a position on.
   *
   * @param size a former {@link #size}
   */
  public void truncate(int size) {
    if (size > position) {
      throw new IllegalArgumentException("cannot cut " + position + " bytes to " + size);
    }
    position = size;
  }

  /** Overwrites the int at a position that was written before. */
  public void setInt(int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** Overwrites the long at a position that was written before. */
  public void setLong(int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** Writes bytes as they are, without their number. */
  public void writeRaw(byte[] source, int offset, int length) {
    int at = claim(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  /** Writes a number that is seldom large and never negative, in one to five bytes. */
  public void writeVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      writeByte(rest | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  @Override
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    int at = claim(1);
    bytes[at] = (byte) value;
  }

  @Override
  public void writeShort(int value) {
    int at = claim(Short.BYTES);
    SHORT.set(bytes, at, (short) value);
  }

  @Override
  public void writeChar(char value) {
    writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    int at = claim(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  @Override
  public void writeLong(long value) {
    int at = claim(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeString(@Nullable String value) {
    if (value == null) {
      writeVarInt(0);
      return;
    }
    byte[] utf8 = encode(value);
    writeVarInt(utf8.length + 1);
    writeRaw(utf8, 0, utf8.length);
  }

  @Override
  public void writeBytes(byte @Nullable [] value) {
    if (value == null) {
      writeVarInt(0);
      return;
    }
    writeVarInt(value.length + 1);
    writeRaw(value, 0, value.length);
  }

  /**
   * Begins a record or a replicated object, whose length stands before it. To be followed by its
   * fields and {@link #endObject}, unless the answer is negative.
   *
   * @return a mark for {@link #endObject}; or -1 when all is written: null, or, in a snapshot, an
   *     object that stands there already
   */
  public int startObject(@Nullable Object value) {
    if (value == null) {
      writeInt(NULL_OBJECT);
      return -1;
    }
    int earlier = remember(value);
    if (earlier >= 0) {
      writeInt(NULL_OBJECT - 1 - earlier);
      return -1;
    }
    writeInt(0);
    return position;
  }

  /** Ends what {@link #startObject} began. */
  public void endObject(int mark) {
    setInt(mark - Integer.BYTES, position - mark);
  }

  /**
   * In a snapshot, gives an object the next number, unless it has one: objects are numbered in the
   * order in which they are begun, and {@link WireInput} numbers them alike.
   *
   * @return the number that the object had already, or -1
   */
  int remember(Object value) {
    if (seen == null) {
      return -1;
    }
    Integer earlier = seen.putIfAbsent(value, seen.size());
    return earlier == null ? -1 : earlier;
  }

  // A lone surrogate has no UTF-8 form and would come back as '?': it must not pass in silence.
  private static byte[] encode(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length != value.length() && !new String(utf8, StandardCharsets.UTF_8).equals(value)) {
      throw new IllegalArgumentException(
          "a string with half of a surrogate pair cannot be encoded");
    }
    return utf8;
  }

  private int claim(int length) {
    int at = position;
    int end = Math.addExact(at, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(end));
    }
    position = end;
    return at;
  }

  private int grown(int needed) {
    long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8L);
    return (int) Math.max(doubled, needed);
  }
}
