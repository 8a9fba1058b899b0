package dev.understudy.runtime.codec.kind;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** The order of hash tables, which they do not have by themselves, when state is saved again. */
public final class HashOrder {

  private HashOrder() {}

  /** Whether the iterator of a collection has no order to rely on. */
  public static boolean isIn(Collection<?> value) {
    return value instanceof Set
        && !(value instanceof SortedSet)
        && !(value instanceof LinkedHashSet)
        && !(value instanceof CopyOnWriteArraySet);
  }

  /** Whether the iterator of a map has no order to rely on. */
  public static boolean isIn(Map<?, ?> value) {
    return !(value instanceof SortedMap) && !(value instanceof LinkedHashMap);
  }

  /**
   * The elements of a collection in the order in which they were read; or in its own, if it does
   * not hold these very elements any more.
   */
  public static <E> Collection<E> again(Collection<E> value, E[] order) {
    List<E> ordered = Arrays.asList(order);
    return value.size() == order.length && identity(value) == identity(ordered) ? ordered : value;
  }

  /** The entries of a map, with its keys in the order in which they were read, if that is known. */
  @SuppressWarnings("unchecked") // Its own keys.
  public static <K, V> Iterator<Map.Entry<K, V>> entries(
      Map<K, V> map, @Nullable Object @Nullable [] order) {
    if (order == null) {
      return map.entrySet().iterator();
    }
    Collection<K> keys = again(map.keySet(), (K[]) order);
    return keys.stream()
        .<Map.Entry<K, V>>map(key -> new AbstractMap.SimpleEntry<>(key, map.get(key)))
        .iterator();
  }

  /** The sum of what tells objects apart: equal whatever their order. */
  private static long identity(Iterable<?> elements) {
    long sum = 0;
    for (Object each : elements) {
      long hash = System.identityHashCode(each);
      sum += hash * hash;
    }
    return sum;
  }
}
