package dev.understudy.runtime.codec.kind;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A concrete kind of collections or of maps that can be restored. */
public interface ContainerKind {

  /** The byte that stands for it. */
  int code();

  /** What a restored one is at least. */
  Class<?> type();

  /** Whether an {@link Ordering} belongs to it. */
  boolean isSorted();

  /** Whether it can be made only of elements that were all read. */
  boolean isMadeLast();

  /** The comparator of a collection or map that has one. */
  static @Nullable Comparator<?> comparatorOf(Object value) {
    return value instanceof Map<?, ?> map
        ? MapKind.comparatorOf(map)
        : CollectionKind.comparatorOf((Collection<?>) value);
  }
}
