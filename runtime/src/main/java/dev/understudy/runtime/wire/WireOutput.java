package dev.understudy.runtime.wire;

import dev.understudy.runtime.codec.ReplicatedCodec;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that values are written to: a growing array or, for a state of any size, a stream. Numbers
 * are big-endian. Confined to one thread at a time; an array is reusable after {@link #clear}.
 */
public final class WireOutput extends GrowingBytes {

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

  /**
   * Down to here, objects within objects are written and read by recursion; further down step by
   * step, whatever the stack. A fifth of a default stack is enough for it.
   */
  public static final int RECURSION = 150;

  /**
   * The deepest nesting in a call: what a stranger sends must not take much more memory than it has
   * bytes. A state may be nested as deeply as it is.
   */
  public static final int MAX_DEPTH_OF_CALL = 1 << 17;

  /** Stands for null where an array, a collection or a map could begin. */
  public static final int NULL = 0;

  /** Stands before the number of an object that was written before. */
  public static final int REFERENCE = 1;

  /** Stands before the number of an announced object, whose kind and elements follow. */
  public static final int ANNOUNCED = 2;

  /** What {@link #writeHead} wrote. */
  public enum Head {
    /** All there is to write: null, or a reference. */
    ALL,
    /** Nothing: the kind and the elements are to follow. */
    NOTHING,
    /** The number of an announced object, which will be refilled: kind and elements follow. */
    ANNOUNCEMENT
  }

  private static final int NULL_OBJECT = -1;

  /** Stands where the length of an object would, if the state ends with it and its length. */
  public static final int LAST_OBJECT = Integer.MIN_VALUE;

  // It is handed on when it is half full and no object is open, so it seldom grows.
  private static final int STREAM_BYTES = 512 << 10;

  private final Purpose purpose;
  private final @Nullable SeenObjects seen;
  private int depth;
  private @Nullable WireInput ordered;
  // What is being written step by step, the innermost first; null as long as recursion does.
  private @Nullable ArrayDeque<WriteStep> steps;
  // In a snapshot, the class of the object that holds all that is being written; null before one.
  private @Nullable Class<?> outermost;

  private WireOutput(Purpose purpose, int initialBytes, int largestBytes) {
    super(initialBytes, null, largestBytes);
    this.purpose = purpose;
    this.seen = purpose == Purpose.SNAPSHOT ? new SeenObjects() : null;
  }

  private WireOutput(WireSink sink, int steadyBytes, int largestBytes) {
    super(steadyBytes, sink, largestBytes);
    this.purpose = Purpose.SNAPSHOT;
    this.seen = new SeenObjects();
  }

  /** An empty output for arguments or a result. */
  public static WireOutput forCall() {
    return new WireOutput(Purpose.CALL, 128, LARGEST_BYTES);
  }

  /** An empty output for state that an array can hold. */
  public static WireOutput forSnapshot() {
    return new WireOutput(Purpose.SNAPSHOT, 1 << 16, LARGEST_BYTES);
  }

  /**
   * An empty output for state of any size, to be ended by {@link #finish}. Only a record or a
   * replicated object, with all that it holds, must fit into an array, since its length stands
   * before it; but not the one with which the state ends, {@link ReplicatedCodec#writeLast}.
   *
   * @param sink takes the bytes while they are written
   */
  public static WireOutput forSnapshot(WireSink sink) {
    return forSnapshot(sink, STREAM_BYTES, LARGEST_BYTES);
  }

  public static WireOutput forSnapshot(WireSink sink, int steadyBytes, int largestBytes) {
    return new WireOutput(sink, steadyBytes, largestBytes);
  }

  /** An empty output whose bytes are equal when two values are. */
  public static WireOutput forComparison() {
    return forComparison(LARGEST_BYTES);
  }

  /** The same, of at most so many bytes: with more, an {@link UnsavableException} is thrown. */
  public static WireOutput forComparison(int largestBytes) {
    return new WireOutput(Purpose.COMPARISON, 128, largestBytes);
  }

  /** What is written here. */
  public Purpose purpose() {
    return purpose;
  }

  /** Forgets all that was written, and keeps the memory. */
  public void clear() {
    cut(0);
    depth = 0;
    steps = null;
    if (seen != null) {
      seen.clear();
    }
  }

  /**
   * Forgets what was written from a former {@link #size} on. Not for state, where what remains
   * could refer to what is gone, and not while an object is being written.
   */
  public void truncate(int size) {
    if (seen != null) {
      throw new IllegalStateException(
          "a snapshot cannot be truncated; clear it, and write it again");
    }
    if (size > size()) {
      throw new IllegalArgumentException("cannot cut " + size() + " bytes to " + size);
    }
    cut(size);
    depth = 0;
    steps = null;
  }

  /**
   * Begins a replicated object, or another whose length stands before it and which may be part of a
   * cycle. To be followed by its fields and {@link #endObject}, unless the answer is negative.
   *
   * @return a mark for {@link #endObject}; or -1 when all is written: null, or, in a snapshot, an
   *     object that stands there already
   */
  public int startObject(@Nullable Object value) {
    return startObject(value, SeenObjects.Stage.WRITTEN);
  }

  /** As {@link #startObject}, for an object that exists only once its components were read. */
  public int startRecord(@Nullable Object value) {
    return startObject(value, SeenObjects.Stage.OPEN);
  }

  private int startObject(@Nullable Object value, SeenObjects.Stage stage) {
    if (value == null) {
      writeInt(NULL_OBJECT);
      return -1;
    }
    int place = seen == null ? SeenObjects.ABSENT : seen.findOrAdd(value, stage);
    if (place != SeenObjects.ABSENT && seen != null) {
      writeInt(NULL_OBJECT - 1 - seen.numberAt(place));
      return -1;
    }
    enter(value);
    if (seen != null && !isWithinObject()) {
      outermost = value.getClass();
    }
    return openLength();
  }

  /** Ends what {@link #startObject} began. */
  public void endObject(int mark) {
    leave();
    closeLength(mark);
  }

  /**
   * Begins the object with which a state ends.
   *
   * @return what {@link #endLast} needs
   */
  public long startLast(Object value) {
    if (seen == null || depth > 0) {
      throw new IllegalStateException("only a state ends with an object, and not within another");
    }
    seen.findOrAdd(value, SeenObjects.Stage.WRITTEN);
    enter(value);
    writeInt(LAST_OBJECT);
    return written();
  }

  /** Ends what {@link #startLast} began: nothing is to be written after it. */
  public void endLast(long begin) {
    leave();
    writeLong(written() - begin);
  }

  /** Ends what {@link #startRecord} began. */
  public void endRecord(Object value, int mark) {
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
    seen.announce(values);
  }

  /** What is to be thrown when code of the user's has failed to give a value. */
  public RuntimeException failed(String what, Throwable thrown) {
    if (purpose == Purpose.SNAPSHOT) {
      return UserCode.unsavable(what, thrown);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  /**
   * Writes hash tables in the order in which they were read: so a state that was loaded and is
   * saved again comes to the same bytes, if it is the same.
   *
   * @param in from which the state was loaded, after {@link WireInput#keepOrders}
   */
  public void inOrderOf(WireInput in) {
    ordered = in;
  }

  @Nullable
  public Object @Nullable [] orderOf(Object table) {
    return ordered == null ? null : ordered.orderOf(table);
  }

  /** Writes how an array, a collection or a map begins, which may be all there is to write. */
  public Head writeHead(@Nullable Object value) {
    if (value == null) {
      writeByte(NULL);
      return Head.ALL;
    }
    int place =
        seen == null ? SeenObjects.ABSENT : seen.findOrAdd(value, SeenObjects.Stage.WRITTEN);
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
  public void enter(Object value) {
    depth++;
    if (depth > MAX_DEPTH_OF_CALL && purpose != Purpose.SNAPSHOT) {
      throw new UnsavableException(
          "objects are nested more than "
              + MAX_DEPTH_OF_CALL
              + " deep, or in a cycle, at a "
              + value.getClass().getName()
              + ": hold them in a collection, and refer to each other by key");
    }
  }

  /** Whether what was entered is to be written by {@link #goOn}, and no longer by recursion. */
  public boolean isDeep() {
    return steps != null || depth > RECURSION;
  }

  /** Whether collections and maps, too, are to be written by {@link #goOn}. */
  public boolean isStepwise() {
    return steps != null;
  }

  /**
   * Writes step by step: at once, with all that is nested in it; or, if this is nested in what is
   * written so already, when the caller's step has ended.
   */
  public void goOn(WriteStep first) {
    ArrayDeque<WriteStep> running = steps;
    if (running != null) {
      running.push(first);
      return;
    }
    running = new ArrayDeque<>();
    steps = running;
    running.push(first);
    while (!running.isEmpty()) {
      WriteStep step = running.element();
      try {
        if (!step.next(this)) {
          running.pop();
        }
      } catch (UnsavableException e) {
        running.stream().skip(1).forEach(outer -> e.within(outer.place()));
        throw e;
      }
    }
    steps = null;
  }

  /** Comes back from {@link #enter}. */
  public void leave() {
    depth--;
  }

  @Override
  boolean equatesNans() {
    return purpose == Purpose.COMPARISON;
  }

  @Override
  String tooLarge() {
    return outermost == null
        ? "more than 2 GiB in one call or result"
        : "a "
            + outermost.getName()
            + " with all that it holds takes more than 2 GiB: hold its parts in a collection of the"
            + " server class, since only one object has that limit";
  }
}
