package dev.understudy.runtime.wire;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link WireOutput} holds. Every read is checked against the end: bytes that cannot
 * be raise {@link MalformedInputException}, and no length is believed before the bytes for it are
 * there. Confined to one thread at a time.
 */
public final class WireInput extends BoundedBytes {

  private static final int WINDOW_BYTES = 256 << 10;

  private boolean argumentsEnded;
  private int depth;
  // Elements that are still to come in the collections being read: each takes a byte at least, so
  // that not even nested counts can claim more memory than there are bytes.
  private long promised;
  // The same of what surrounds the outermost object, where it may be more than an int can tell.
  private long promisedOutside;
  private @Nullable RestoredObjects restored;
  // What is being read step by step, the innermost first; null as long as recursion does.
  private @Nullable ArrayDeque<ReadStep<?>> steps;
  // The order in which the elements of hash tables were read, if that is to be known.
  private @Nullable IdentityHashMap<Object, Object[]> orders;

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

  /**
   * An input of state that is read as a stream.
   *
   * @param length how many bytes the source has, which is believed
   */
  public static WireInput ofSnapshot(WireSource source, long length) {
    return ofSnapshot(source, length, WINDOW_BYTES);
  }

  public static WireInput ofSnapshot(WireSource source, long length, int windowBytes) {
    WireInput in = new WireInput();
    in.open(source, length, windowBytes);
    in.restored = new RestoredObjects();
    return in;
  }

  /** Makes this an input of part of an array, which is not copied; never of state. */
  public void reset(byte[] source, int offset, int length) {
    open(source, offset, length);
    argumentsEnded = false;
    depth = 0;
    promised = 0;
    restored = null;
    steps = null;
  }

  /**
   * Says that all arguments of a call have been read: what is thrown from here on is the method's
   * doing, and no longer the caller's.
   *
   * @throws MalformedInputException when bytes are left
   */
  public void endOfArguments() {
    if (hasMore()) {
      throw new MalformedInputException(left() + " bytes after the last argument");
    }
    argumentsEnded = true;
  }

  /** Whether {@link #endOfArguments} was reached. */
  public boolean argumentsEnded() {
    return argumentsEnded;
  }

  /**
   * Reads the number of elements of a collection, each of which is to be announced by {@link
   * #nextElement}. As {@link #readCount}, but what surrounding collections still expect is not
   * counted on twice.
   */
  public int readElementCount() {
    int count = readVarInt();
    if (count > left() - promised) {
      throw new MalformedInputException(count + " elements in " + (left() - promised) + " bytes");
    }
    promised += count;
    return count;
  }

  /** Says that the next element is about to be read. */
  public void nextElement() {
    promised--;
  }

  /** Goes one level deeper. */
  public void enter() {
    depth++;
    if (depth > WireOutput.MAX_DEPTH_OF_CALL && restored == null) {
      throw new MalformedInputException(
          "more than " + WireOutput.MAX_DEPTH_OF_CALL + " nested objects");
    }
  }

  /** Whether what was entered is to be read by {@link #goOn}, and no longer by recursion. */
  public boolean isDeep() {
    return steps != null || depth > WireOutput.RECURSION;
  }

  /** Whether collections and maps, too, are to be read by {@link #goOn}. */
  public boolean isStepwise() {
    return steps != null;
  }

  /** What was read by a step that began here, and is passed over now; or null, if nothing was. */
  @Nullable
  public Object known() {
    if (steps == null) {
      return null;
    }
    ReadStep<?> step = steps.element();
    int at = position();
    Object value = step.valueFrom(at);
    if (value != null) {
      seek(step.endOfValueFrom(at));
    }
    return value;
  }

  /**
   * Keeps what was read at once, without a step of its own: should the step in which it was read be
   * left and begun again, it is {@link #known}, and not numbered twice.
   */
  public void keep(int begin, Object value) {
    if (steps != null) {
      steps.element().keep(begin, position(), value);
    }
  }

  /**
   * Reads step by step: at once, with all that is nested in it; or, if this is nested in what is
   * read so already, when the caller's step has been left, which happens here.
   *
   * @param begin where what it reads began, before its head
   */
  public <T> T goOn(ReadStep<T> first, int begin) {
    first.beginAt(begin);
    if (steps != null) {
      steps.push(first);
      throw new ReadStep.Suspended();
    }
    ArrayDeque<ReadStep<?>> running = new ArrayDeque<>();
    steps = running;
    T value = ReadStep.all(first, running, this);
    steps = null;
    return value;
  }

  /** What an object holds is read from here on: see {@link RestoredObjects#begin}. */
  public int begin(int number) {
    return restored == null ? 0 : restored.begin(number);
  }

  /** All that an object holds was read. */
  public void end(int number, int reached) {
    if (restored != null) {
      restored.end(number, reached);
    }
  }

  /** Whether all is whole that the object has reached which was begun last. */
  public boolean isWhole(int number) {
    return restored == null || restored.isWhole(number);
  }

  /** Runs what fills the object that was begun last, once all that it holds is whole. */
  public void whenWhole(int number, Runnable fill) {
    if (restored == null) {
      fill.run();
    } else {
      restored.whenWhole(number, fill);
    }
  }

  /** Whether this is an input of state. */
  public boolean isSnapshot() {
    return restored != null;
  }

  /**
   * Keeps the order in which the elements of hash tables are read from here on, so that a {@link
   * WireOutput#inOrderOf} can write them so again: they have no order by themselves.
   */
  public void keepOrders() {
    orders = new IdentityHashMap<>();
  }

  /** Whether the order of the elements of hash tables is to be told by {@link #orderIs}. */
  public boolean keepsOrders() {
    return orders != null;
  }

  public void orderIs(Object table, Object[] elements) {
    if (orders != null) {
      orders.put(table, elements);
    }
  }

  @Nullable Object @Nullable [] orderOf(Object table) {
    return orders == null ? null : orders.get(table);
  }

  /** Comes back from {@link #enter}. */
  public void leave() {
    depth--;
  }

  /**
   * Narrows this input to the object that begins here.
   *
   * @param length its length
   * @return what surrounds it, for {@link #leaveObject}
   */
  public long enterObject(int length) {
    if (length > remaining() - promised && length > left() - promised) {
      throw new MalformedInputException(
          "an object of " + length + " bytes in " + (left() - promised));
    }
    enter();
    if (steps == null && isDeep()) {
      hold(length);
    }
    int surrounding = narrow(length);
    long outer = surrounding < 0 ? keepFar() : ((long) surrounding << Integer.SIZE) | promised;
    promised = 0;
    return outer;
  }

  private long keepFar() {
    promisedOutside = promised;
    return -1;
  }

  /** Leaves an object, passing over what a newer build may have added at its end. */
  public void leaveObject(long outer) {
    leave();
    widen((int) (outer >> Integer.SIZE));
    promised = outer < 0 ? promisedOutside : (int) outer;
  }

  /**
   * Narrows this input to the object with which the state ends, before its length.
   *
   * @return how long it is, if that is what follows it: for {@link #leaveLast}
   */
  public long enterLast() {
    if (restored == null || depth > 0) {
      throw new MalformedInputException("the last object of a state, where it cannot be");
    }
    enter();
    narrowToTrailer(Long.BYTES);
    return left();
  }

  /** Leaves it, passing over what a newer build may have added at its end. */
  public void leaveLast(long length) {
    leave();
    widenByTrailer();
    long written = readLong();
    if (written != length) {
      throw new MalformedInputException(
          "an object of " + written + " bytes, where there are " + length);
    }
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
      restored.announce(values[i]);
    }
  }

  /** In a snapshot, takes the next number for an object that is about to be read. */
  public int reserve() {
    return restored == null ? -1 : restored.reserve();
  }

  /**
   * Keeps the object for which a number was reserved.
   *
   * @param reader the class of the codec that reads it and nothing else, or null where the class of
   *     the object tells enough
   */
  public void remember(int number, Object value, @Nullable Class<?> reader) {
    if (restored != null) {
      restored.set(number, value, reader);
    }
  }

  /** Reads the number of an object that was read by the same reader. */
  public Object recall(@Nullable Class<?> reader) {
    return recall(readVarInt(), reader);
  }

  /** The object that has a number, and was read by the same reader. */
  public Object recall(int number, @Nullable Class<?> reader) {
    return restored().get(number, reader);
  }

  /** The announced object that has a number, and is filled now. */
  public Object recallAnnounced(int number) {
    return restored().fill(number);
  }

  private RestoredObjects restored() {
    if (restored == null) {
      throw new MalformedInputException("a reference to another object, outside of state");
    }
    return restored;
  }
}
