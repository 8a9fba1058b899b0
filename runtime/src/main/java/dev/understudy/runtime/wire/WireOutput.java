package dev.understudy.runtime.wire;

import dev.understudy.StateOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
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

  /** The deepest nesting of objects and collections that is written or read. */
  static final int MAX_DEPTH = 1_000;

  /** Stands for null where an array, a collection or a map could begin. */
  static final int NULL = 0;

  /** Stands before the number of an object that was written before. */
  static final int REFERENCE = 1;

  /** Stands before the number of an announced object, whose kind and elements follow. */
  static final int ANNOUNCED = 2;

  /** What {@link #writeHead} wrote. */
  enum Head {
    /** All there is to write: null, or a reference. */
    ALL,
    /** Nothing: the kind and the elements are to follow. */
    NOTHING,
    /** The number of an announced object, which will be refilled: kind and elements follow. */
    ANNOUNCEMENT
  }

  private static final int NULL_OBJECT = -1;

  // Up to here, one loop is faster than a detour through an encoder's array.
  private static final int MAX_SHORT_STRING = 256;

  private final Purpose purpose;
  private final @Nullable SeenObjects seen;
  private byte[] bytes;
  private int position;
  private int depth;

  private WireOutput(Purpose purpose, int initialBytes) {
    this.purpose = purpose;
    this.seen = purpose == Purpose.SNAPSHOT ? new SeenObjects() : null;
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
    position = 0;
    depth = 0;
    if (seen != null) {
      seen.clear();
    }
  }

  /**
   * Forgets what was written from a position on. Not for state, where what remains could refer to
   * what is gone, and not while an object is being written.
   *
   * @param size a former {@link #size}
   */
  public void truncate(int size) {
    if (seen != null) {
      throw new IllegalStateException(
          "a snapshot cannot be truncated; clear it, and write it again");
    }
    if (size > position) {
      throw new IllegalArgumentException("cannot cut " + position + " bytes to " + size);
    }
    position = size;
    depth = 0;
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

  /**
   * Writes a string, or null.
   *
   * @throws IllegalArgumentException when half of a surrogate pair stands alone in it
   */
  @Override
  public void writeString(@Nullable String value) {
    if (value == null) {
      writeVarInt(0);
    } else if (value.length() > MAX_SHORT_STRING || !writeAscii(value)) {
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
  public void writeBytes(byte @Nullable [] value) {
    if (value == null) {
      writeVarInt(0);
      return;
    }
    writeVarInt(value.length + 1);
    writeRaw(value, 0, value.length);
  }

  /**
   * Begins a replicated object, or another whose length stands before it and which may be part of a
   * cycle. To be followed by its fields and {@link #endObject}, unless the answer is negative.
   *
   * @return a mark for {@link #endObject}; or -1 when all is written: null, or, in a snapshot, an
   *     object that stands there already
   * @throws IllegalStateException when objects are nested too deeply
   */
  public int startObject(@Nullable Object value) {
    return startObject(value, SeenObjects.Stage.WRITTEN);
  }

  /** As {@link #startObject}, for an object that exists only once its components were read. */
  int startRecord(@Nullable Object value) {
    return startObject(value, SeenObjects.Stage.OPEN);
  }

  private int startObject(@Nullable Object value, SeenObjects.Stage stage) {
    if (value == null) {
      writeInt(NULL_OBJECT);
      return -1;
    }
    int place = find(value, stage);
    if (place != SeenObjects.ABSENT && seen != null) {
      writeInt(NULL_OBJECT - 1 - seen.numberAt(place));
      return -1;
    }
    enter(value);
    writeInt(0);
    return position;
  }

  /** Ends what {@link #startObject} began. */
  public void endObject(int mark) {
    leave();
    setInt(mark - Integer.BYTES, position - mark);
  }

  /** Ends what {@link #startRecord} began. */
  void endRecord(Object value, int mark) {
    endObject(mark);
    if (seen != null) {
      seen.setStage(seen.find(value), SeenObjects.Stage.WRITTEN);
    }
  }

  /**
   * In a snapshot, gives the collections and maps of an object's final fields their numbers before
   * any of its fields is written, so that they are refilled even if they are reached from within
   * first. To be called for every object, without values too, so that final fields may be added at
   * the end later.
   *
   * @throws IllegalStateException when one was reached before its owner, from where it could not be
   *     restored as one
   */
  public void announce(@Nullable Object... values) {
    if (seen == null) {
      return;
    }
    writeVarInt(values.length);
    for (Object value : values) {
      if (value != null && seen.find(value) != SeenObjects.ABSENT) {
        throw new IllegalStateException(
            "a "
                + value.getClass().getName()
                + " in a final @State field was reached before the object that owns it, so that it"
                + " could not be restored as one: make the field non-final");
      }
      seen.add(value == null ? new Object() : value, SeenObjects.Stage.ANNOUNCED);
    }
  }

  /** Writes how an array, a collection or a map begins, which may be all there is to write. */
  Head writeHead(@Nullable Object value) {
    if (value == null) {
      writeByte(NULL);
      return Head.ALL;
    }
    int place = find(value, SeenObjects.Stage.WRITTEN);
    if (place == SeenObjects.ABSENT || seen == null) {
      return Head.NOTHING;
    }
    boolean announced = seen.stageAt(place) == SeenObjects.Stage.ANNOUNCED;
    writeByte(announced ? ANNOUNCED : REFERENCE);
    writeVarInt(seen.numberAt(place));
    seen.setStage(place, SeenObjects.Stage.WRITTEN);
    return announced ? Head.ANNOUNCEMENT : Head.ALL;
  }

  /** Goes one level deeper. */
  void enter(Object value) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new IllegalStateException(
          "objects are nested more than "
              + MAX_DEPTH
              + " deep, or in a cycle, at a "
              + value.getClass().getName()
              + ": hold them in a collection, and refer to each other by key");
    }
  }

  /** Comes back from {@link #enter}. */
  void leave() {
    depth--;
  }

  // In a snapshot, finds an object, or gives it the next number. Objects are numbered in the order
  // in which they are begun, and WireInput numbers them alike.
  private int find(Object value, SeenObjects.Stage stage) {
    if (seen == null) {
      return SeenObjects.ABSENT;
    }
    int place = seen.find(value);
    if (place == SeenObjects.ABSENT) {
      seen.add(value, stage);
    } else if (seen.stageAt(place) == SeenObjects.Stage.OPEN) {
      throw cycleThrough(value);
    }
    return place;
  }

  private static IllegalStateException cycleThrough(Object value) {
    return new IllegalStateException(
        "a cycle through "
            + value.getClass().getName()
            + ", which can only be made once all that it holds is there: break the cycle, or make it"
            + " a @Replicated class");
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
