package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.SortedView;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Collections and maps that hold nothing themselves, but show what another holds: sub-lists, the
 * keys of a map, and what {@link Collections} makes unmodifiable.
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

  private static boolean isUnmodifiable(Object value) {
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
    boolean unmodifiable = isUnmodifiable(view);
    if (view.getClass() == ARRAY_LIST) {
      return Arrays.asList(view.toArray());
    } else if (view instanceof ConcurrentHashMap.KeySetView<?, ?> keys && !is(keys)) {
      Set<Object> set = ConcurrentHashMap.newKeySet();
      set.addAll(keys);
      return set;
    } else if (view instanceof ConcurrentSkipListSet<?> sorted) {
      return new ConcurrentSkipListSet<>((SortedSet<?>) sorted);
    } else if (view instanceof List<?>) {
      List<?> list = new ArrayList<>(view);
      return unmodifiable ? Collections.unmodifiableList(list) : list;
    } else if (view instanceof SortedSet<?> sorted) {
      NavigableSet<?> set = new TreeSet<>(sorted);
      return unmodifiable ? Collections.unmodifiableNavigableSet(set) : set;
    } else if (view instanceof Set<?>) {
      Set<?> set = new LinkedHashSet<>(view);
      return unmodifiable ? Collections.unmodifiableSet(set) : set;
    } else if (view instanceof Deque<?>) {
      return new ArrayDeque<>(view);
    }
    List<?> list = new ArrayList<>(view);
    return unmodifiable ? Collections.unmodifiableCollection(list) : list;
  }

  private static Map<?, ?> detached(Map<?, ?> view) {
    boolean unmodifiable = isUnmodifiable(view);
    if (view instanceof SortedMap<?, ?> sorted) {
      NavigableMap<?, ?> map = new TreeMap<>(sorted);
      return unmodifiable ? Collections.unmodifiableNavigableMap(map) : map;
    }
    Map<?, ?> map = new LinkedHashMap<>(view);
    return unmodifiable ? Collections.unmodifiableMap(map) : map;
  }
}
