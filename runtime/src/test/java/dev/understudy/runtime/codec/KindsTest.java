package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which concrete kinds come back as what. */
@SuppressWarnings("JdkObsolete") // A LinkedList is to be written, too.
class KindsTest {

  private static final WireCodec<Collection<String>> ANY =
      Codecs.collection(Collection.class, Codecs.STRING);
  private static final WireCodec<List<Collection<String>>> DEEP =
      Codecs.collection(List.class, ANY);
  private static final WireCodec<Map<String, Integer>> MAP =
      Codecs.map(Map.class, Codecs.STRING, Codecs.BOXED_INT);
  private static final WireCodec<List<Map<String, Integer>>> DEEP_MAP =
      Codecs.collection(List.class, MAP);
  private static final WireCodec<Set<Samples.Suit>> SUITS =
      Codecs.collection(Set.class, Codecs.enumeration(Samples.Suit.class));
  private static final WireCodec<Map<Samples.Suit, Integer>> BY_SUIT =
      Codecs.map(Map.class, Codecs.enumeration(Samples.Suit.class), Codecs.BOXED_INT);

  static Stream<Collection<String>> collections() {
    List<String> abc = List.of("b", "a", "c");
    return Stream.of(
        new ArrayList<>(abc),
        new LinkedList<>(abc),
        new HashSet<>(abc),
        new LinkedHashSet<>(abc),
        new TreeSet<>(abc),
        new ArrayDeque<>(abc),
        new PriorityQueue<>(abc),
        new ConcurrentSkipListSet<>(abc),
        new CopyOnWriteArrayList<>(abc),
        new CopyOnWriteArraySet<>(abc),
        keySet(abc),
        reversed(new TreeSet<>(Comparator.reverseOrder()), abc),
        reversed(new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER), abc),
        reversed(new PriorityQueue<>(Comparator.reverseOrder()), abc),
        Arrays.asList("x", null),
        Collections.unmodifiableList(new ArrayList<>(abc)),
        Collections.unmodifiableCollection(new ArrayList<>(abc)),
        Collections.unmodifiableSet(new LinkedHashSet<>(abc)),
        Collections.unmodifiableNavigableSet(new TreeSet<>(abc)));
  }

  private static Collection<String> keySet(List<String> elements) {
    Set<String> set = ConcurrentHashMap.newKeySet();
    set.addAll(elements);
    return set;
  }

  private static Collection<String> reversed(Collection<String> target, List<String> elements) {
    target.addAll(elements);
    return target;
  }

  @ParameterizedTest
  @MethodSource("collections")
  void collectionsComeBackAsTheirKindAtAnyDepth(Collection<String> value) {
    assertThat(Sample.same(Bytes.copy(ANY, value), value)).isTrue();
    assertThat(Sample.same(Bytes.restored(DEEP, List.of(value)).get(0), value)).isTrue();
  }

  static Stream<Map<String, Integer>> maps() {
    Map<String, Integer> abc = Map.of("b", 1, "a", 2, "c", 3);
    Map<String, Integer> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(abc);
    return Stream.of(
        new HashMap<>(abc),
        new LinkedHashMap<>(abc),
        new TreeMap<>(abc),
        new ConcurrentHashMap<>(abc),
        new ConcurrentSkipListMap<>(abc),
        reversed,
        Collections.unmodifiableMap(new LinkedHashMap<>(abc)),
        Collections.unmodifiableNavigableMap(new TreeMap<>(abc)));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void mapsComeBackAsTheirKindAtAnyDepth(Map<String, Integer> value) {
    assertThat(Sample.same(Bytes.copy(MAP, value), value)).isTrue();
    assertThat(Sample.same(Bytes.restored(DEEP_MAP, List.of(value)).get(0), value)).isTrue();
  }

  static Stream<Collection<String>> immutables() {
    return Stream.of(
        List.of(),
        List.of("a"),
        List.of("a", "b", "c"),
        List.of("a", "b", "c").subList(1, 2),
        Stream.of("a", null).toList(),
        Collections.emptyList(),
        Collections.singletonList("a"),
        Collections.nCopies(3, "a"),
        Set.of(),
        Set.of("a"),
        Set.of("a", "b", "c"),
        Collections.emptySet(),
        Collections.singleton("a"),
        Collections.emptySortedSet());
  }

  @ParameterizedTest
  @MethodSource("immutables")
  void whatCannotBeChangedComesBackSoAndInTheSameOrder(Collection<String> value) {
    Collection<String> restored = Bytes.restored(DEEP, List.of(value)).get(0);
    assertThat(new ArrayList<>(restored)).isEqualTo(new ArrayList<>(value));
    assertThatThrownBy(() -> restored.add("z")).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Bytes.ofSnapshot(ANY, restored)).isEqualTo(Bytes.ofSnapshot(ANY, value));
  }

  @Test
  void immutableMapsComeBackInTheOrderInWhichTheyWereWritten() {
    for (Map<String, Integer> value :
        List.of(Map.<String, Integer>of(), Map.of("a", 1), Map.of("a", 1, "b", 2, "c", 3))) {
      Map<String, Integer> restored = Bytes.restored(MAP, value);
      assertThat(new ArrayList<>(restored.keySet())).isEqualTo(new ArrayList<>(value.keySet()));
      assertThatThrownBy(() -> restored.put("z", 1))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void enumSetsAndMapsComeBackAlsoWhenEmpty() {
    for (EnumSet<Samples.Suit> value :
        List.of(EnumSet.noneOf(Samples.Suit.class), EnumSet.of(Samples.Suit.HEARTS))) {
      assertThat(Bytes.restored(SUITS, value)).isEqualTo(value).isInstanceOf(EnumSet.class);
      assertThat(Bytes.copy(Codecs.enumSet(Samples.Suit.class), value)).isEqualTo(value);
    }
    Map<Samples.Suit, Integer> map = new EnumMap<>(Samples.Suit.class);
    assertThat(Bytes.restored(BY_SUIT, map)).isEqualTo(map).isInstanceOf(EnumMap.class);
    map.put(Samples.Suit.HEARTS, 1);
    assertThat(Bytes.restored(BY_SUIT, map)).isEqualTo(map).isInstanceOf(EnumMap.class);
    assertThat(Bytes.copy(Codecs.enumMap(Samples.Suit.class, Codecs.BOXED_INT), new EnumMap<>(map)))
        .isEqualTo(map);
  }

  @Test
  void aKindThatDoesNotFitTheDeclaredTypeIsMalformed() {
    byte[] hashSet = Bytes.ofCall(ANY, new HashSet<>());
    WireCodec<NavigableSet<String>> navigable =
        Codecs.collection(NavigableSet.class, Codecs.STRING);
    WireCodec<Deque<String>> deque = Codecs.collection(Deque.class, Codecs.STRING);
    assertThatThrownBy(() -> Bytes.read(navigable, hashSet))
        .isInstanceOf(MalformedInputException.class);
    assertThatThrownBy(() -> Bytes.read(deque, hashSet))
        .isInstanceOf(MalformedInputException.class);
    WireCodec<Set<String>> strings = Codecs.collection(Set.class, Codecs.STRING);
    byte[] enums = Bytes.ofCall(SUITS, EnumSet.noneOf(Samples.Suit.class));
    assertThatThrownBy(() -> Bytes.read(strings, enums))
        .isInstanceOf(MalformedInputException.class);
  }

  @Test
  void hashTablesThatGrewWithTheirElementsKeepTheirOrder() {
    WireCodec<Collection<Integer>> codec = Codecs.collection(Collection.class, Codecs.BOXED_INT);
    for (Collection<Integer> grown :
        List.<Collection<Integer>>of(new HashSet<>(), ConcurrentHashMap.newKeySet())) {
      for (int i = 0; i < 200; i++) {
        assertThat(new ArrayList<>(Bytes.copy(codec, grown))).isEqualTo(new ArrayList<>(grown));
        grown.add(i * 7919);
      }
    }
  }
}
