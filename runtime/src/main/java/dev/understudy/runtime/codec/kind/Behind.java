package dev.understudy.runtime.codec.kind;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is behind one of {@link java.util.Collections#unmodifiableSet} and its like. It shows
 * neither its kind nor its comparator, but it answers: whether it rejects null, and whether it
 * looks things up by equality or by an order.
 */
final class Behind {

  /** How it finds an element or a key. */
  private enum Lookup {
    /** By {@code equals}, as a list or a hash table does. */
    EQUALITY,
    /** By the natural order. */
    NATURAL_ORDER,
    /** By a comparator. */
    COMPARATOR
  }

  /** Is compared with elements, and notes that. */
  @SuppressWarnings("ComparableType") // With whatever there is.
  private static final class Probe implements Comparable<Object> {
    private boolean compared;

    @Override
    public int compareTo(Object other) {
      compared = true;
      return 1;
    }
  }

  private Behind() {}

  /** The kind of an unmodifiable list. */
  static CollectionKind kindOf(List<?> value) {
    if (!(value instanceof RandomAccess)) {
      return CollectionKind.UNMODIFIABLE_LINKED_LIST;
    }
    return rejectsNull(value)
        ? CollectionKind.UNMODIFIABLE_LIST_OF
        : CollectionKind.UNMODIFIABLE_LIST;
  }

  /** The kind of an unmodifiable set; null if it cannot be restored. */
  static @Nullable CollectionKind kindOf(Set<?> value) {
    return switch (lookup(value::contains)) {
      case COMPARATOR -> null;
      case NATURAL_ORDER -> CollectionKind.UNMODIFIABLE_TREE_SET;
      case EQUALITY ->
          rejectsNull(value::contains)
              ? CollectionKind.UNMODIFIABLE_SET_OF
              : CollectionKind.UNMODIFIABLE_SET;
    };
  }

  /** The kind of an unmodifiable collection; null if it cannot be restored. */
  static @Nullable CollectionKind kindOf(Collection<?> value) {
    return lookup(value::contains) == Lookup.EQUALITY && !rejectsNull(value::contains)
        ? CollectionKind.UNMODIFIABLE_COLLECTION
        : null;
  }

  /** The kind of an unmodifiable map; null if it cannot be restored. */
  static @Nullable MapKind kindOf(Map<?, ?> value) {
    return switch (lookup(value::containsKey)) {
      case COMPARATOR -> null;
      case NATURAL_ORDER -> MapKind.UNMODIFIABLE_TREE_MAP;
      case EQUALITY -> {
        if (AccessOrder.isSeenIn(value)) {
          yield null;
        }
        // A concurrent map is behind it, or an immutable one.
        yield rejectsNull(value::containsKey)
            ? MapKind.UNMODIFIABLE_MAP_OF
            : MapKind.UNMODIFIABLE_MAP;
      }
    };
  }

  private static boolean rejectsNull(List<?> list) {
    return rejectsNull(
        (Predicate<Object>) list.subList(0, 0)::contains); // No element is looked at.
  }

  @SuppressWarnings("NullAway") // That is the question.
  private static boolean rejectsNull(Predicate<Object> contains) {
    try {
      var unused = contains.test(null);
      return false;
    } catch (NullPointerException e) {
      return true;
    }
  }

  // An empty one with an order cannot be told, and finds nothing in any case.
  private static Lookup lookup(Predicate<Object> contains) {
    Probe probe = new Probe();
    try {
      var unused = contains.test(probe);
      return probe.compared ? Lookup.NATURAL_ORDER : Lookup.EQUALITY;
    } catch (RuntimeException e) {
      return Lookup.COMPARATOR; // Whatever it compares, a probe is none.
    }
  }
}
