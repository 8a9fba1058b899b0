package dev.understudy.runtime.codec.kind;

import java.util.Spliterator;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Tells sorted sets that show part of another, or all of it in reverse, from whole ones: they are
 * of the same class, and only their spliterators differ.
 */
public final class SortedView {

  private SortedView() {}

  /** Whether a collection is such a view. */
  public static boolean is(Object value) {
    if (value.getClass() == TreeSet.class) {
      return !((TreeSet<?>) value)
          .spliterator()
          .hasCharacteristics(Spliterator.SIZED | Spliterator.SORTED);
    }
    return value.getClass() == ConcurrentSkipListSet.class
        && !((ConcurrentSkipListSet<?>) value)
            .spliterator()
            .hasCharacteristics(Spliterator.CONCURRENT);
  }
}
