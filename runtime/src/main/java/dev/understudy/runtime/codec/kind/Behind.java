package dev.understudy.runtime.codec.kind;

import static dev.understudy.runtime.codec.kind.LookupProbe.lookup;

import dev.understudy.runtime.codec.kind.LookupProbe.Lookup;
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

  private Behind() {}

  /** The kind of an unmodifiable list; null if it cannot be restored. */
  static @Nullable CollectionKind kindOf(List<?> value) {
    if (lookup(value::contains, value) != Lookup.EQUALITY) {
      return null; // A class of somebody else's finds elements in a way of its own.
    }
    if (!(value instanceof RandomAccess)) {
      return CollectionKind.UNMODIFIABLE_LINKED_LIST;
    }
    return rejectsNull(value)
        ? CollectionKind.UNMODIFIABLE_LIST_OF
        : CollectionKind.UNMODIFIABLE_LIST;
  }

  /** The kind of an unmodifiable set; null if it cannot be restored. */
  static @Nullable CollectionKind kindOf(Set<?> value) {
    return switch (lookup(value::contains, value)) {
      case OTHER -> null;
      case NATURAL_ORDER -> CollectionKind.UNMODIFIABLE_TREE_SET;
      case EQUALITY ->
          rejectsNull(value::contains)
              ? CollectionKind.UNMODIFIABLE_SET_OF
              : CollectionKind.UNMODIFIABLE_SET;
    };
  }

  /** The kind of an unmodifiable collection; null if it cannot be restored. */
  static @Nullable CollectionKind kindOf(Collection<?> value) {
    return lookup(value::contains, value) == Lookup.EQUALITY && !rejectsNull(value::contains)
        ? CollectionKind.UNMODIFIABLE_COLLECTION
        : null;
  }

  /** The kind of an unmodifiable map; null if it cannot be restored. */
  static @Nullable MapKind kindOf(Map<?, ?> value) {
    Lookup lookup = lookup(value::containsKey, value.keySet());
    // A class of the user's may answer get in a way of its own.
    Lookup get = lookup(key -> value.get(key) != null, value.keySet());
    return switch (lookup == get ? lookup : Lookup.OTHER) {
      case OTHER -> null;
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
}
