package dev.understudy.runtime.codec.kind;

import dev.understudy.runtime.wire.LateObject;
import dev.understudy.runtime.wire.MalformedInputException;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The concrete kinds of maps that can be restored, each with the byte that stands for it. */
public enum MapKind implements ContainerKind {
  /** A kind that only the constructor of the field's owner can make. */
  OWN(3, Map.class),
  HASH_MAP(4, HashMap.class),
  LINKED_HASH_MAP(5, LinkedHashMap.class),
  TREE_MAP(6, TreeMap.class),
  ENUM_MAP(7, EnumMap.class),
  CONCURRENT_HASH_MAP(8, ConcurrentHashMap.class),
  SKIP_LIST_MAP(9, ConcurrentSkipListMap.class),
  UNMODIFIABLE_MAP(10, Map.class),
  UNMODIFIABLE_SORTED_MAP(11, NavigableMap.class),
  /** A view that the constructor of the field's owner has made, of what is restored elsewhere. */
  KEPT(12, Map.class),
  /** What {@link Map#of} makes of entries, which rejects null. */
  MAP_OF(13, Map.class),
  /** The one that it makes of none. */
  MAP_OF_NONE(14, Map.class),
  EMPTY_MAP(15, Map.class),
  SINGLETON_MAP(16, Map.class),
  /** What {@link Map#of} makes of one entry, of which even less can be tried. */
  MAP_OF_ONE(17, Map.class),
  /** An unmodifiable map that finds its keys by their natural order. */
  UNMODIFIABLE_TREE_MAP(18, Map.class),
  /** An unmodifiable map that rejects null. */
  UNMODIFIABLE_MAP_OF(19, Map.class);

  private static final MapKind[] BY_CODE = new MapKind[20];
  private static final Map<Class<?>, MapKind> BY_CLASS = new HashMap<>();

  static {
    for (MapKind kind : values()) {
      BY_CODE[kind.code] = kind;
      if (!kind.type.isInterface()) {
        BY_CLASS.put(kind.type, kind);
      }
    }
    know(UNMODIFIABLE_MAP, Collections.unmodifiableMap(new HashMap<>()));
    know(
        UNMODIFIABLE_SORTED_MAP,
        Collections.emptySortedMap(),
        Collections.emptyNavigableMap(),
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        Collections.unmodifiableNavigableMap(new TreeMap<>()));
    know(MAP_OF, Map.of(), Map.of(1, 1), Map.of(1, 1, 2, 2), new MapOf<>(new LinkedHashMap<>()));
    know(EMPTY_MAP, Collections.emptyMap());
    know(SINGLETON_MAP, Collections.singletonMap(1, 1));
  }

  private final int code;
  private final Class<?> type;

  MapKind(int code, Class<?> type) {
    this.code = code;
    this.type = type;
  }

  private static void know(MapKind kind, Map<?, ?>... samples) {
    for (Map<?, ?> sample : samples) {
      BY_CLASS.put(sample.getClass(), kind);
    }
  }

  /** The kind of a map by its class alone, or null if it cannot be restored. */
  public static @Nullable MapKind of(Map<?, ?> value) {
    MapKind kind = BY_CLASS.get(value.getClass());
    if (kind == null) {
      Object behind = LateObject.behind(value);
      return behind == value ? null : of((Map<?, ?>) behind);
    }
    return switch (kind) {
      case MAP_OF -> ofImmutable(value);
      case UNMODIFIABLE_MAP -> Behind.kindOf(value);
      default -> kind;
    };
  }

  private static MapKind ofImmutable(Map<?, ?> value) {
    return switch (value.size()) {
      case 0 -> MAP_OF_NONE;
      case 1 -> MAP_OF_ONE;
      default -> MAP_OF;
    };
  }

  public static MapKind ofCode(int code) {
    MapKind kind = code >= OWN.code && code < BY_CODE.length ? BY_CODE[code] : null;
    if (kind == null) {
      throw new MalformedInputException("a map of kind " + code);
    }
    return kind;
  }

  /** Whether a map is one of the JDK's that never change. */
  public static boolean isUnmodifiable(Map<?, ?> value) {
    MapKind kind = of(value);
    return kind != null && kind.code >= UNMODIFIABLE_MAP.code;
  }

  /** The comparator of a map that has one. */
  static @Nullable Comparator<?> comparatorOf(Map<?, ?> value) {
    return value instanceof SortedMap<?, ?> sorted ? sorted.comparator() : null;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public Class<?> type() {
    return type;
  }

  @Override
  public boolean isSorted() {
    return switch (this) {
      case TREE_MAP, SKIP_LIST_MAP, UNMODIFIABLE_SORTED_MAP, UNMODIFIABLE_TREE_MAP -> true;
      default -> false;
    };
  }

  @Override
  public boolean isMadeLast() {
    return code > MAP_OF.code && code <= MAP_OF_ONE.code;
  }

  /**
   * Makes what is to be filled, which {@link #view} may then wrap.
   *
   * @param count how many entries will follow
   * @param order of a sorted kind
   * @param constants of an {@link #ENUM_MAP}
   */
  public <K, V> Map<K, V> create(
      int count, @Nullable Comparator<? super K> order, @Nullable Class<?> constants) {
    int capacity = CollectionKind.capacity(count);
    return switch (this) {
      case HASH_MAP -> new HashMap<>(capacity);
      case LINKED_HASH_MAP, UNMODIFIABLE_MAP -> new LinkedHashMap<>(capacity);
      case MAP_OF, UNMODIFIABLE_MAP_OF -> new MapOf.Entries<>(capacity);
      case TREE_MAP, UNMODIFIABLE_SORTED_MAP, UNMODIFIABLE_TREE_MAP -> new TreeMap<>(order);
      case CONCURRENT_HASH_MAP -> new ConcurrentHashMap<>(CollectionKind.concurrentCapacity(count));
      case SKIP_LIST_MAP -> new ConcurrentSkipListMap<>(order);
      case ENUM_MAP -> enumMap(constants);
      // It looks at no key, which may not be whole yet.
      case MAP_OF_NONE, EMPTY_MAP, SINGLETON_MAP, MAP_OF_ONE -> new IdentityHashMap<>(1);
      case OWN, KEPT ->
          throw new MalformedInputException("the field's own kind, where there is no field");
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // The class of the keys is known as a class only.
  private static <K, V> Map<K, V> enumMap(@Nullable Class<?> constants) {
    if (constants == null) {
      throw new MalformedInputException("an EnumMap where the keys are no enums");
    }
    return new EnumMap(constants);
  }

  /**
   * What is handed out in place of the map that is filled; of one that {@link #isMadeLast}, once it
   * was filled.
   */
  public <K, V> Map<K, V> view(Map<K, V> filled) {
    return switch (this) {
      case UNMODIFIABLE_MAP, UNMODIFIABLE_TREE_MAP -> Collections.unmodifiableMap(filled);
      case UNMODIFIABLE_SORTED_MAP ->
          Collections.unmodifiableNavigableMap((NavigableMap<K, V>) filled);
      case MAP_OF -> new MapOf<>((LinkedHashMap<K, V>) filled);
      case UNMODIFIABLE_MAP_OF ->
          Collections.unmodifiableMap(new MapOf<>((LinkedHashMap<K, V>) filled));
      default -> isMadeLast() ? made(filled) : filled;
    };
  }

  private <K, V> Map<K, V> made(Map<K, V> entries) {
    boolean ofOne = this == SINGLETON_MAP || this == MAP_OF_ONE;
    if (entries.size() != (ofOne ? 1 : 0)) {
      throw new MalformedInputException(entries.size() + " entries in a " + this);
    }
    if (ofOne) {
      Map.Entry<K, V> only = entries.entrySet().iterator().next();
      return this == MAP_OF_ONE
          ? Map.of(only.getKey(), only.getValue())
          : Collections.singletonMap(only.getKey(), only.getValue());
    }
    return this == EMPTY_MAP ? Collections.emptyMap() : Map.of();
  }
}
