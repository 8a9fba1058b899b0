package dev.understudy.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a snapshot holds so far, by identity, with their numbers: 0, 1, 2 … in the order
 * in which they were begun. Numbers are kept unboxed, since a snapshot may hold millions.
 */
final class SeenObjects {

  /** How far an object has come. */
  enum Stage {
    /** It has a number; what it holds follows later. */
    ANNOUNCED,
    /** A record whose components are being written: nothing within may refer to it. */
    OPEN,
    /** It stands in the snapshot, or is being written and may be referred to. */
    WRITTEN
  }

  static final int ABSENT = -1;

  private static final int INITIAL_SLOTS = 64;

  // Half of what the largest array whose length is a power of two has places for.
  private static final int MOST_OBJECTS = 1 << 29;

  private @Nullable Object[] objects = new @Nullable Object[INITIAL_SLOTS];
  private int[] numbers = new int[INITIAL_SLOTS];
  private Stage[] stages = new Stage[INITIAL_SLOTS];
  private int size;

  /** The place of an object, to ask for its number and stage, or {@link #ABSENT}. */
  int find(Object value) {
    int slot = slotOf(value);
    return objects[slot] == null ? ABSENT : slot;
  }

  /**
   * Finds an object, or gives it the next number.
   *
   * @return its place, or {@link #ABSENT} if it was not there
   * @throws UnsavableException if it is open
   */
  int findOrAdd(Object value, Stage stage) {
    int place = find(value);
    if (place == ABSENT) {
      add(value, stage);
    } else if (stages[place] == Stage.OPEN) {
      throw new UnsavableException(
          "a cycle through "
              + value.getClass().getName()
              + ", which can only be made once all that it holds is there: break the cycle, or make"
              + " it a @Replicated class");
    }
    return place;
  }

  /** Gives objects their numbers; null has one too. */
  void announce(@Nullable Object[] values) {
    for (Object value : values) {
      if (value != null && find(value) != ABSENT) {
        throw new UnsavableException(
            "a "
                + value.getClass().getName()
                + " in a final @State field was reached before the object that owns it, so that it"
                + " could not be restored as one: make the field non-final");
      }
      add(value == null ? new Object() : value, Stage.ANNOUNCED);
    }
  }

  int numberAt(int place) {
    return numbers[place];
  }

  Stage stageAt(int place) {
    return stages[place];
  }

  void setStage(int place, Stage stage) {
    stages[place] = stage;
  }

  /** Gives a new object the next number. */
  private void add(Object value, Stage stage) {
    if (2 * size >= objects.length) {
      grow();
    }
    put(value, size, stage);
    size++;
  }

  void clear() {
    Arrays.fill(objects, null);
    size = 0;
  }

  private void put(Object value, int number, Stage stage) {
    int slot = slotOf(value);
    objects[slot] = value;
    numbers[slot] = number;
    stages[slot] = stage;
  }

  private void grow() {
    @Nullable Object[] oldObjects = objects;
    int[] oldNumbers = numbers;
    Stage[] oldStages = stages;
    if (size >= MOST_OBJECTS) {
      throw new UnsavableException(
          "more than " + MOST_OBJECTS + " objects and collections in one snapshot");
    }
    int slots = 2 * oldObjects.length;
    objects = new @Nullable Object[slots];
    numbers = new int[slots];
    stages = new Stage[slots];
    for (int i = 0; i < oldObjects.length; i++) {
      Object value = oldObjects[i];
      if (value != null) {
        put(value, oldNumbers[i], oldStages[i]);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // Identity is the point.
  private int slotOf(Object value) {
    int mask = objects.length - 1;
    int hash = System.identityHashCode(value) * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (objects[slot] != null && objects[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
