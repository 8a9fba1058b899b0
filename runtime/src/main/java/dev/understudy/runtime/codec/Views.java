package dev.understudy.runtime.codec;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

/**
 * Collections and maps that hold nothing themselves, but show what another holds: sub-lists, the
 * keys of a map, and what {@link Collections} makes unmodifiable.
 */
final class Views {

  private Views() {}

  /** Whether a collection or map is a view of another, which it cannot be asked for. */
  static boolean is(Object value) {
    if (value instanceof ConcurrentHashMap.KeySetView<?, ?> keys) {
      return !Boolean.TRUE.equals(keys.getMappedValue());
    }
    String name = value.getClass().getName();
    return isUnmodifiable(value)
        || (value.getClass().getClassLoader() == null
            && !Modifier.isPublic(value.getClass().getModifiers())
            && !name.startsWith("java.util.ImmutableCollections")
            && !name.startsWith("java.util.Collections$")
            && !name.equals("java.util.Arrays$ArrayList")
            && !name.endsWith("EnumSet"));
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
    if (view instanceof List<?>) {
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
