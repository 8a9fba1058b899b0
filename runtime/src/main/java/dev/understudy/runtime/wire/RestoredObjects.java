package dev.understudy.runtime.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that were read from a snapshot so far, numbered as {@link SeenObjects} did. */
final class RestoredObjects {

  private final List<@Nullable Object> objects = new ArrayList<>();
  // For each object, the class of the codec that read it, or null where its own class tells enough.
  private final List<@Nullable Class<?>> readers = new ArrayList<>();

  private final BitSet announced = new BitSet();

  private static final int NEVER = Integer.MAX_VALUE;

  // For each object, when it was begun, and, once it has ended, when the first of those was begun
  // that it reaches and that had not ended. A time is the number of objects begun before.
  private int[] begun = new int[64];
  private int[] reaches = new int[64];
  private int[] numbersByTime = new int[64];
  private final BitSet open = new BitSet();
  private int now;
  // What the innermost open object has reached so far.
  private int reached = NEVER;
  // What to fill once its elements are whole, the latest begun last.
  private final ArrayDeque<Filling> fillings = new ArrayDeque<>();

  /** What is filled with its elements once they are whole. */
  private record Filling(int since, Runnable fill) {}

  /** Numbers an object that is there before what it holds is read. */
  void announce(@Nullable Object value) {
    int number = reserve();
    set(number, value == null ? new Object() : value, null);
    announced.set(number);
  }

  /** Takes an announced object that is about to be filled, which happens once. */
  Object fill(int number) {
    if (!announced.get(number)) {
      throw new MalformedInputException("object " + number + " is filled, but was not announced");
    }
    announced.clear(number);
    return get(number, null);
  }

  int reserve() {
    if (objects.size() == begun.length) {
      begun = Arrays.copyOf(begun, 2 * begun.length);
      reaches = Arrays.copyOf(reaches, begun.length);
    }
    begun[objects.size()] = NEVER;
    reaches[objects.size()] = NEVER;
    objects.add(null);
    readers.add(null);
    return objects.size() - 1;
  }

  void set(int number, Object value, @Nullable Class<?> reader) {
    objects.set(number, value);
    readers.set(number, reader);
  }

  /**
   * What an object holds is read from here on.
   *
   * @return what {@link #end} needs
   */
  int begin(int number) {
    int outer = reached;
    if (now == numbersByTime.length) {
      numbersByTime = Arrays.copyOf(numbersByTime, 2 * now);
    }
    begun[number] = now;
    numbersByTime[now] = number;
    now++;
    open.set(number);
    reached = NEVER;
    return outer;
  }

  /** All that an object holds was read. */
  void end(int number, int outer) {
    open.clear(number);
    int since = begun[number];
    if (reached >= since) { // It is whole, with all that it holds.
      reaches[number] = NEVER;
      fillSince(since);
      reached = outer;
    } else {
      reaches[number] = reached;
      reached = Math.min(reached, outer);
    }
  }

  /** Whether all is whole that the object has reached which was begun last. */
  boolean isWhole(int number) {
    return reached >= begun[number];
  }

  /** Runs what fills the object that was begun last, once all that it holds is whole. */
  void whenWhole(int number, Runnable fill) {
    if (isWhole(number)) {
      fill.run();
    } else {
      fillings.addLast(new Filling(begun[number], fill));
    }
  }

  private void fillSince(int since) {
    // In the order in which they were read: a set of sets needs the inner ones first.
    ArrayDeque<Filling> whole = new ArrayDeque<>();
    while (!fillings.isEmpty() && fillings.getLast().since >= since) {
      whole.addFirst(fillings.removeLast());
    }
    whole.forEach(filling -> filling.fill.run());
  }

  private void reach(int number) {
    int time = open.get(number) ? begun[number] : reaches[number];
    while (time != NEVER && !open.get(numbersByTime[time])) {
      time = reaches[numbersByTime[time]];
    }
    reached = Math.min(reached, time);
  }

  Object get(int number, @Nullable Class<?> reader) {
    Object value = number >= 0 && number < objects.size() ? objects.get(number) : null;
    if (value == null) {
      throw new MalformedInputException(
          "a reference to object " + number + " of " + objects.size() + ", which is not there");
    }
    if (readers.get(number) != reader) {
      throw new MalformedInputException(
          "a reference to object " + number + ", which is of another type: " + value.getClass());
    }
    reach(number);
    return value instanceof LateObject late ? late.standIn() : value;
  }
}
