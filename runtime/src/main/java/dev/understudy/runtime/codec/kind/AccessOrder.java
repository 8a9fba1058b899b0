package dev.understudy.runtime.codec.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells access-ordered maps from insertion-ordered ones, which the JDK does not. */
public final class AccessOrder {

  private AccessOrder() {}

  /**
   * Whether a map is a {@link LinkedHashMap} where reading an entry moves it to the end. One that
   * is not is left untouched; one that is has its order again afterwards.
   */
  public static <K> boolean isKeptBy(Map<K, ?> map) {
    if (map.getClass() != LinkedHashMap.class) {
      return false;
    }
    return map.size() < 2 ? isKeptByFew((LinkedHashMap<?, ?>) map) : isSeenIn(map);
  }

  /** Whether reading an entry moves it to the end; false where there are too few to see it. */
  @SuppressWarnings("ReferenceEquality") // The very same key.
  static <K> boolean isSeenIn(Map<K, ?> map) {
    if (map.size() < 2) {
      return false;
    }
    K first = map.keySet().iterator().next();
    map.get(first);
    if (map.keySet().iterator().next() == first) {
      return false;
    }
    // The first has become the last: reading all others moves them behind it.
    List<K> keys = new ArrayList<>(map.keySet());
    for (K other : keys.subList(0, keys.size() - 1)) {
      map.get(other);
    }
    return true;
  }

  // The order of one entry cannot change; a copy keeps what kind it is, and can be given more.
  @SuppressWarnings({"unchecked", "NonApiType"}) // Only this class can be in access order.
  private static boolean isKeptByFew(LinkedHashMap<?, ?> map) {
    LinkedHashMap<Object, Object> copy = (LinkedHashMap<Object, Object>) map.clone();
    copy.clear();
    Object first = new Object();
    copy.put(first, first);
    copy.put(new Object(), first);
    copy.get(first);
    return copy.keySet().iterator().next() != first;
  }
}
