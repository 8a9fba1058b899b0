package dev.understudy.runtime.codec.kind;

import dev.understudy.runtime.wire.LateObject;
import dev.understudy.runtime.wire.MalformedInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The concrete kinds of collections that can be restored, each with the byte that stands for it.
 */
@SuppressWarnings("JdkObsolete") // A LinkedList, where one was written.
public enum CollectionKind implements ContainerKind {
  /** A kind that only the constructor of the field's owner can make. */
  OWN(3, Collection.class),
  ARRAY_LIST(4, ArrayList.class),
  LINKED_LIST(5, LinkedList.class),
  HASH_SET(6, HashSet.class),
  LINKED_HASH_SET(7, LinkedHashSet.class),
  TREE_SET(8, TreeSet.class),
  ARRAY_DEQUE(9, ArrayDeque.class),
  PRIORITY_QUEUE(10, PriorityQueue.class),
  ENUM_SET(11, EnumSet.class),
  SKIP_LIST_SET(12, ConcurrentSkipListSet.class),
  /** What {@link ConcurrentHashMap#newKeySet()} makes. */
  CONCURRENT_HASH_SET(13, ConcurrentHashMap.KeySetView.class),
  COPY_ON_WRITE_LIST(14, CopyOnWriteArrayList.class),
  COPY_ON_WRITE_SET(15, CopyOnWriteArraySet.class),
  /** What {@link Arrays#asList} makes. */
  FIXED_SIZE_LIST(16, List.class),
  UNMODIFIABLE_LIST(17, List.class),
  UNMODIFIABLE_SET(18, Set.class),
  UNMODIFIABLE_SORTED_SET(19, NavigableSet.class),
  UNMODIFIABLE_COLLECTION(20, Collection.class),
  /** A view that the constructor of the field's owner has made, of what is restored elsewhere. */
  KEPT(21, Collection.class),
  /** What {@link List#of} makes, which rejects null. */
  LIST_OF(22, List.class),
  SUB_LIST_OF(23, List.class),
  /** What {@link java.util.stream.Stream#toList} makes, which does not. */
  STREAM_LIST(24, List.class),
  STREAM_SUB_LIST(25, List.class),
  /** What {@link Set#of} makes of elements, which rejects null. */
  SET_OF(26, Set.class),
  /** The one that it makes of none. */
  SET_OF_NONE(27, Set.class),
  EMPTY_LIST(28, List.class),
  EMPTY_SET(29, Set.class),
  SINGLETON_LIST(30, List.class),
  SINGLETON_SET(31, Set.class),
  /** What {@link Collections#nCopies} makes. */
  COPIES(32, List.class),
  /** An unmodifiable set that finds its elements by their natural order. */
  UNMODIFIABLE_TREE_SET(33, Set.class),
  /** An unmodifiable list that rejects null. */
  UNMODIFIABLE_LIST_OF(34, List.class),
  /** An unmodifiable set that rejects null. */
  UNMODIFIABLE_SET_OF(35, Set.class),
  /** An unmodifiable list that is not quick to find an element by its place. */
  UNMODIFIABLE_LINKED_LIST(36, List.class);

  private static final CollectionKind[] BY_CODE = new CollectionKind[37];
  private static final Map<Class<?>, CollectionKind> BY_CLASS = new HashMap<>();

  static {
    for (CollectionKind kind : values()) {
      BY_CODE[kind.code] = kind;
      if (!kind.type.isInterface()) {
        BY_CLASS.put(kind.type, kind);
      }
    }
    know(FIXED_SIZE_LIST, Arrays.asList(1));
    know(
        UNMODIFIABLE_LIST,
        Collections.unmodifiableList(new ArrayList<>()),
        Collections.unmodifiableList(new LinkedList<>()));
    know(UNMODIFIABLE_SET, Collections.unmodifiableSet(new HashSet<>()));
    know(
        UNMODIFIABLE_SORTED_SET,
        Collections.emptySortedSet(),
        Collections.emptyNavigableSet(),
        Collections.unmodifiableSortedSet(new TreeSet<>()),
        Collections.unmodifiableNavigableSet(new TreeSet<>()));
    know(LIST_OF, List.of(), List.of(1), List.of(1, 2, 3), List.of(1, 2, 3, 4).subList(1, 3));
    know(SET_OF, Set.of(), Set.of(1), Set.of(1, 2, 3), new SetOf<>(new LinkedHashSet<>()));
    know(EMPTY_LIST, Collections.emptyList());
    know(EMPTY_SET, Collections.emptySet());
    know(SINGLETON_LIST, Collections.singletonList(1));
    know(SINGLETON_SET, Collections.singleton(1));
    know(COPIES, Collections.nCopies(1, 1));
    know(UNMODIFIABLE_COLLECTION, Collections.unmodifiableCollection(new ArrayList<>()));
  }

  private final int code;
  private final Class<?> type;

  CollectionKind(int code, Class<?> type) {
    this.code = code;
    this.type = type;
  }

  private static void know(CollectionKind kind, Collection<?>... samples) {
    for (Collection<?> sample : samples) {
      BY_CLASS.put(sample.getClass(), kind);
    }
  }

  /** The kind of a collection by its class alone, or null if it cannot be restored. */
  public static @Nullable CollectionKind of(Collection<?> value) {
    CollectionKind kind = BY_CLASS.get(value.getClass());
    if (kind == null) {
      Object behind = LateObject.behind(value);
      return behind != value
          ? of((Collection<?>) behind)
          : value instanceof EnumSet ? ENUM_SET : null;
    }
    return switch (kind) {
      case CONCURRENT_HASH_SET ->
          // Else the keys of a map.
          Boolean.TRUE.equals(((ConcurrentHashMap.KeySetView<?, ?>) value).getMappedValue())
              ? kind
              : null;
      case LIST_OF -> ofImmutable((List<?>) value);
      case SET_OF -> value.isEmpty() ? SET_OF_NONE : kind;
      case UNMODIFIABLE_LIST -> Behind.kindOf((List<?>) value);
      case UNMODIFIABLE_SET -> Behind.kindOf((Set<?>) value);
      case UNMODIFIABLE_COLLECTION -> Behind.kindOf(value);
      default -> kind;
    };
  }

  private static CollectionKind ofImmutable(List<?> value) {
    boolean sub = NullHostile.isSubList(value);
    if (NullHostile.is(value)) {
      return sub ? SUB_LIST_OF : LIST_OF;
    }
    return sub ? STREAM_SUB_LIST : STREAM_LIST;
  }

  public static CollectionKind ofCode(int code) {
    CollectionKind kind = code >= OWN.code && code < BY_CODE.length ? BY_CODE[code] : null;
    if (kind == null) {
      throw new MalformedInputException("a collection of kind " + code);
    }
    return kind;
  }

  /** Whether a collection is one of the JDK's that never change. */
  public static boolean isUnmodifiable(Collection<?> value) {
    CollectionKind kind = of(value);
    return kind != null && kind.code >= UNMODIFIABLE_LIST.code;
  }

  /** The comparator of a collection that has one. */
  static @Nullable Comparator<?> comparatorOf(Collection<?> value) {
    if (value instanceof SortedSet<?> sorted) {
      return sorted.comparator();
    }
    if (value instanceof PriorityBlockingQueue<?> queue) {
      return queue.comparator();
    }
    return value instanceof PriorityQueue<?> queue ? queue.comparator() : null;
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
      case TREE_SET,
          PRIORITY_QUEUE,
          SKIP_LIST_SET,
          UNMODIFIABLE_SORTED_SET,
          UNMODIFIABLE_TREE_SET ->
          true;
      default -> false;
    };
  }

  @Override
  public boolean isMadeLast() {
    return this == UNMODIFIABLE_LIST_OF
        || (code >= LIST_OF.code && code <= COPIES.code && this != SET_OF);
  }

  /**
   * Makes what is to be filled, which {@link #view} may then wrap.
   *
   * @param count how many elements will follow
   * @param order of a sorted kind
   * @param constants of an {@link #ENUM_SET}
   */
  @SuppressWarnings("unchecked") // A list of nulls is one of any elements.
  public <E> Collection<E> create(
      int count, @Nullable Comparator<? super E> order, @Nullable Class<?> constants) {
    return switch (this) {
      case ARRAY_LIST,
          UNMODIFIABLE_LIST,
          UNMODIFIABLE_COLLECTION,
          LIST_OF,
          SUB_LIST_OF,
          STREAM_LIST,
          STREAM_SUB_LIST,
          SET_OF_NONE,
          EMPTY_LIST,
          EMPTY_SET,
          SINGLETON_LIST,
          SINGLETON_SET,
          COPIES,
          UNMODIFIABLE_LIST_OF ->
          new ArrayList<>(count);
      case LINKED_LIST, UNMODIFIABLE_LINKED_LIST -> new LinkedList<>();
      case HASH_SET -> new HashSet<>(capacity(count));
      case LINKED_HASH_SET, UNMODIFIABLE_SET -> new LinkedHashSet<>(capacity(count));
      case SET_OF, UNMODIFIABLE_SET_OF -> new SetOf.Elements<>(capacity(count));
      case TREE_SET, UNMODIFIABLE_SORTED_SET, UNMODIFIABLE_TREE_SET -> new TreeSet<>(order);
      case ARRAY_DEQUE -> new ArrayDeque<>(count);
      case PRIORITY_QUEUE -> new PriorityQueue<>(Math.max(1, count), order);
      case SKIP_LIST_SET -> new ConcurrentSkipListSet<>(order);
      case CONCURRENT_HASH_SET -> ConcurrentHashMap.newKeySet(concurrentCapacity(count));
      case COPY_ON_WRITE_LIST -> new CopyOnWriteArrayList<>();
      case COPY_ON_WRITE_SET -> new CopyOnWriteArraySet<>();
      case FIXED_SIZE_LIST -> (Collection<E>) Arrays.asList(new Object[count]);
      case ENUM_SET -> enumSet(constants);
      case OWN, KEPT ->
          throw new MalformedInputException("the field's own kind, where there is no field");
    };
  }

  @SuppressWarnings({
    "unchecked",
    "rawtypes"
  }) // The class of the elements is known as a class only.
  private static <E> Collection<E> enumSet(@Nullable Class<?> constants) {
    if (constants == null) {
      throw new MalformedInputException("an EnumSet where there are no enums");
    }
    return EnumSet.noneOf((Class) constants);
  }

  /**
   * What is handed out in place of the collection that is filled. To be called before the elements
   * come, or after them for a kind that {@link #isMadeLast}.
   */
  public <E> Collection<E> view(Collection<E> filled) {
    return switch (this) {
      case UNMODIFIABLE_LIST, UNMODIFIABLE_LINKED_LIST ->
          Collections.unmodifiableList((List<E>) filled);
      case UNMODIFIABLE_SET, UNMODIFIABLE_TREE_SET -> Collections.unmodifiableSet((Set<E>) filled);
      case UNMODIFIABLE_SORTED_SET ->
          Collections.unmodifiableNavigableSet((NavigableSet<E>) filled);
      case UNMODIFIABLE_COLLECTION -> Collections.unmodifiableCollection(filled);
      case SET_OF -> new SetOf<>((LinkedHashSet<E>) filled);
      case UNMODIFIABLE_SET_OF ->
          Collections.unmodifiableSet(new SetOf<>((LinkedHashSet<E>) filled));
      default -> isMadeLast() ? made((List<E>) filled) : filled;
    };
  }

  @SuppressWarnings("unchecked") // An array of any elements.
  private <E> Collection<E> made(List<E> elements) {
    E[] array = (E[]) elements.toArray();
    int count = array.length;
    return switch (this) {
      case LIST_OF -> List.of(array);
      case UNMODIFIABLE_LIST_OF -> Collections.unmodifiableList(List.of(array));
      case SUB_LIST_OF -> List.of(array).subList(0, count);
      case STREAM_LIST -> Arrays.stream(array).toList();
      case STREAM_SUB_LIST -> Arrays.stream(array).toList().subList(0, count);
      case COPIES -> Collections.nCopies(count, count == 0 ? null : array[0]);
      case SINGLETON_LIST -> Collections.singletonList(only(array));
      case SINGLETON_SET -> Collections.singleton(only(array));
      default -> none(count);
    };
  }

  private <E> Collection<E> none(int count) {
    if (count > 0) {
      throw new MalformedInputException(count + " elements in a " + this);
    }
    return this == EMPTY_LIST
        ? Collections.emptyList()
        : this == EMPTY_SET ? Collections.emptySet() : Set.of();
  }

  private <E> E only(E[] elements) {
    if (elements.length != 1) {
      throw new MalformedInputException(elements.length + " elements in a " + this);
    }
    return elements[0];
  }

  /**
   * The capacity of a hash table that grew with its elements: one restored with it has the same
   * order in most cases, though nobody may rely on it.
   */
  static int capacity(int count) {
    return (int) Math.max(16, Math.min((4L * count + 2) / 3, 1 << 30));
  }

  /** As {@link #capacity}, for what the concurrent ones take: the number of elements. */
  static int concurrentCapacity(int count) {
    return Math.max(11, count);
  }
}
