package dev.understudy.runtime.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that were read from a snapshot so far, numbered as {@link SeenObjects} did. */
final class RestoredObjects {

  private final List<@Nullable Object> objects = new ArrayList<>();
  // For each object, the class of the codec that read it, or null where its own class tells enough.
  private final List<@Nullable Class<?>> readers = new ArrayList<>();

  private final BitSet announced = new BitSet();

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
    objects.add(null);
    readers.add(null);
    return objects.size() - 1;
  }

  void set(int number, Object value, @Nullable Class<?> reader) {
    objects.set(number, value);
    readers.set(number, reader);
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
    return value;
  }
}
