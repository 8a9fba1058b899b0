package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.SortedView;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Collections and maps that hold nothing themselves, but show what another holds: sub-lists, the
 * keys of a map, and what {@link java.util.Collections} makes unmodifiable.
 */
final class Views {

  private static final Class<?> ARRAY_LIST = Arrays.asList(1).getClass();

  private Views() {}

  /** Whether a collection or map is a view of another, which it cannot be asked for. */
  static boolean is(Object value) {
    if (value instanceof ConcurrentHashMap.KeySetView<?, ?> keys) {
      return !Boolean.TRUE.equals(keys.getMappedValue());
    }
    String name = value.getClass().getName();
    return isUnmodifiable(value)
        || SortedView.is(value)
        || (value.getClass().getClassLoader() == null
            && !Modifier.isPublic(value.getClass().getModifiers())
            && !name.startsWith("java.util.ImmutableCollections")
            && !name.startsWith("java.util.Collections$")
            && !name.equals("java.util.Arrays$ArrayList")
            && !name.endsWith("EnumSet"));
  }

  /**
   * Whether a collection is held by itself or by another, which it does not tell: a list of an
   * array, which may be a part of the state too, or a set that may be the keys of a map.
   */
  static boolean isShared(Object value) {
    return value.getClass() == ARRAY_LIST
        || (value instanceof ConcurrentHashMap.KeySetView<?, ?> && !is(value));
  }

  /** Whether it is what {@link java.util.Collections#unmodifiableSet} and its like make. */
  static boolean isUnmodifiable(Object value) {
    return value.getClass().getName().startsWith("java.util.Collections$Unmodifiable");
  }

  /**
   * A collection or map that holds by itself what a view shows now.
   *
   * @param declared what it must be
   * @return the view, if there is none
   */
  static Object detached(Object view, Class<?> declared) {
    Object copy = view instanceof Map<?, ?> map ? detached(map) : detached((Collection<?>) view);
    return declared.isInstance(copy) ? copy : view;
  }

  private static Collection<?> detached(Collection<?> view) {
    if (isUnmodifiable(view)) {
      CollectionKind kind = CollectionKind.of(view);
      return kind == null ? view : copy(kind, view); // What it hides is refused.
    } else if (view.getClass() == ARRAY_LIST) {
      return Arrays.asList(view.toArray());
    } else if (view instanceof ConcurrentHashMap.KeySetView<?, ?> keys && !is(keys)) {
      Set<Object> set = ConcurrentHashMap.newKeySet();
      set.addAll(keys);
      return set;
    } else if (view instanceof ConcurrentSkipListSet<?> sorted) {
      return new ConcurrentSkipListSet<>((SortedSet<?>) sorted);
    } else if (view instanceof List<?>) {
      return new ArrayList<>(view);
    } else if (view instanceof SortedSet<?> sorted) {
      return new TreeSet<>(sorted);
    } else if (view instanceof Set<?>) {
      return new LinkedHashSet<>(view);
    } else if (view instanceof Deque<?>) {
      return new ArrayDeque<>(view);
    }
    return new ArrayList<>(view);
  }

  private static <E> Collection<E> copy(CollectionKind kind, Collection<E> view) {
    Comparator<? super E> order = view instanceof SortedSet<E> sorted ? sorted.comparator() : null;
    Collection<E> copy = kind.create(view.size(), order, null);
    copy.addAll(view);
    return kind.view(copy);
  }

  private static Map<?, ?> detached(Map<?, ?> view) {
    if (isUnmodifiable(view)) {
      MapKind kind = MapKind.of(view);
      return kind == null ? view : copy(kind, view);
    }
    return view instanceof SortedMap<?, ?> sorted
        ? new TreeMap<>(sorted)
        : new LinkedHashMap<>(view);
  }

  private static <K, V> Map<K, V> copy(MapKind kind, Map<K, V> view) {
    Comparator<? super K> order =
        view instanceof SortedMap<K, V> sorted ? sorted.comparator() : null;
    Map<K, V> copy = kind.create(view.size(), order, null);
    copy.putAll(view);
    return kind.view(copy);
  }
}
