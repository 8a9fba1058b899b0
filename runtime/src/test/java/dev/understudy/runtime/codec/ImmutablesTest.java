package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireOutput.Purpose;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be changed comes back so that it answers everything as before, null too. */
class ImmutablesTest {

  private static final WireCodec<Collection<String>> ANY =
      Codecs.collection(Collection.class, Codecs.STRING);
  private static final WireCodec<List<Collection<String>>> DEEP =
      Codecs.collection(List.class, ANY);
  private static final WireCodec<Map<String, String>> MAP =
      Codecs.map(Map.class, Codecs.STRING, Codecs.STRING);
  private static final WireCodec<List<Map<String, String>>> DEEP_MAP =
      Codecs.collection(List.class, MAP);

  @SuppressWarnings("JdkObsolete") // Somebody may have one.
  static Stream<Collection<String>> collections() {
    return Stream.of(
        List.of(),
        List.of("a"),
        List.of("a", "b"),
        List.of("a", "b", "c"),
        List.of("a", "b", "c").subList(1, 3),
        List.of("a", "b", "c").subList(1, 1),
        Stream.<String>of().toList(),
        Stream.of("a").toList(),
        Stream.of("a", null).toList(),
        Stream.of("a", "b", "c").toList(),
        Stream.of("a", "b", "c").toList().subList(1, 3),
        Collections.emptyList(),
        Collections.singletonList("a"),
        Collections.singletonList(null),
        Collections.nCopies(0, "a"),
        Collections.nCopies(3, "a"),
        Collections.unmodifiableList(new ArrayList<>(Arrays.asList("a", null))),
        Collections.unmodifiableSet(Collections.singleton(null)),
        Collections.unmodifiableList(List.of("b")),
        Collections.unmodifiableList(List.of()),
        Collections.unmodifiableList(new LinkedList<>(List.of("b"))),
        Collections.unmodifiableSet(Set.of()),
        Collections.unmodifiableSet(Set.of("a", "b")),
        Collections.unmodifiableSet(new TreeSet<>(List.of("b", "a"))),
        Collections.unmodifiableSet(new LinkedHashSet<>(List.of("b", "a"))),
        Collections.unmodifiableSet(new CopyOnWriteArraySet<>(List.of("b", "a"))),
        Collections.unmodifiableSortedSet(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)),
        Set.of(),
        Set.of("a"),
        Set.of("a", "b"),
        Set.of("a", "b", "c"),
        Collections.emptySet(),
        Collections.singleton("a"),
        Collections.singleton(null),
        Collections.emptySortedSet(),
        Collections.emptyNavigableSet());
  }

  @SuppressWarnings("UndefinedEquals") // It is that of lists and sets.
  @ParameterizedTest
  @MethodSource("collections")
  void collectionsAnswerAsBefore(Collection<String> value) {
    List<Collection<String>> all =
        List.of(Bytes.copy(ANY, value), Bytes.restored(DEEP, List.of(value)).get(0));
    for (Collection<String> restored : all) {
      assertThat(Behaviour.of(restored)).isEqualTo(Behaviour.of(value));
      assertThat(new ArrayList<>(restored)).isEqualTo(new ArrayList<>(value));
      assertThat(restored.equals(value)).isTrue();
      assertThat(restored).hasSameHashCodeAs(value).hasToString(value.toString());
      assertThat(Bytes.ofSnapshot(ANY, restored)).isEqualTo(Bytes.ofSnapshot(ANY, value));
      Collection<String> twice = Bytes.restored(ANY, restored);
      assertThat(Behaviour.of(twice)).isEqualTo(Behaviour.of(value));
    }
  }

  static Stream<Map<String, String>> maps() {
    return Stream.of(
        Map.of(),
        Map.of("a", "1"),
        Map.of("a", "1", "b", "2", "c", "3"),
        Collections.emptyMap(),
        Collections.singletonMap("a", "1"),
        Collections.singletonMap(null, null),
        Collections.unmodifiableMap(Collections.singletonMap("a", null)),
        Collections.unmodifiableMap(Map.of()),
        Collections.unmodifiableMap(Map.of("a", "1", "b", "2")),
        Collections.unmodifiableMap(new TreeMap<>(Map.of("a", "1", "b", "2"))),
        Collections.unmodifiableMap(new HashMap<>(Map.of("a", "1"))),
        Collections.emptySortedMap(),
        Collections.emptyNavigableMap());
  }

  @ParameterizedTest
  @MethodSource("maps")
  void mapsAnswerAsBefore(Map<String, String> value) {
    List<Map<String, String>> all =
        List.of(Bytes.copy(MAP, value), Bytes.restored(DEEP_MAP, List.of(value)).get(0));
    for (Map<String, String> restored : all) {
      assertThat(Behaviour.of(restored)).isEqualTo(Behaviour.of(value));
      assertThat(new ArrayList<>(restored.keySet())).isEqualTo(new ArrayList<>(value.keySet()));
      assertThat(restored.equals(value)).isTrue();
      assertThat(restored).hasSameHashCodeAs(value).hasToString(value.toString());
      assertThat(Bytes.ofSnapshot(MAP, restored)).isEqualTo(Bytes.ofSnapshot(MAP, value));
      Map<String, String> twice = Bytes.restored(MAP, restored);
      assertThat(Behaviour.of(twice)).isEqualTo(Behaviour.of(value));
    }
  }

  /** Whatever they would come back as, they would answer something else. */
  @Test
  void whatHidesAnOrderIsRefused() {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.add("B");
    assertRefused(ANY, Collections.unmodifiableSet(set), "UnmodifiableSet");
    assertRefused(ANY, Collections.unmodifiableCollection(set), "UnmodifiableCollection");
    assertRefused(ANY, Collections.unmodifiableCollection(List.of("a")), "UnmodifiableCollection");
    Map<String, String> map = new TreeMap<>(Comparator.reverseOrder());
    map.put("a", "1");
    assertRefused(MAP, Collections.unmodifiableMap(map), "UnmodifiableMap");
    Map<String, String> accessed = new LinkedHashMap<>(16, 0.75f, true);
    accessed.put("a", "1");
    accessed.put("b", "2");
    assertRefused(MAP, Collections.unmodifiableMap(accessed), "UnmodifiableMap");
    assertThat(accessed.keySet()).containsExactly("a", "b");
  }

  /** The other way round, without knowing it: it asks whatever it is given. */
  private static final class Falling<T extends Comparable<T>> implements Comparator<T> {
    @Override
    public int compare(T one, T other) {
      return -one.compareTo(other);
    }
  }

  static Stream<Set<String>> setsThatFindInTheirOwnWay() {
    Map<Object, Integer> ranks = Map.of("a", 2, "b", 1);
    return Stream.of(
        new TreeSet<>(new Falling<>()),
        new TreeSet<>(Comparator.nullsFirst(Comparator.naturalOrder())),
        new TreeSet<>(Comparator.comparing(String::valueOf, String.CASE_INSENSITIVE_ORDER)),
        new TreeSet<>(Comparator.<String>comparingInt(Object::hashCode).reversed()),
        new TreeSet<>(Comparator.comparing((Object each) -> ranks.getOrDefault(each, 0))),
        new TreeSet<>((Object one, Object other) -> one.equals(other) ? 0 : 1),
        new TreeSet<>(
            (Object one, Object other) -> {
              if (one instanceof String text && other instanceof String otherText) {
                return text.compareTo(otherText);
              }
              throw new AssertionError("never");
            }),
        new TreeSet<String>().descendingSet(),
        new ConcurrentSkipListSet<String>().descendingSet(),
        Collections.newSetFromMap(new IdentityHashMap<>()),
        Collections.newSetFromMap(new WeakHashMap<>()));
  }

  @SuppressWarnings("IdentityHashMapUsage") // Somebody may have one.
  @ParameterizedTest
  @MethodSource("setsThatFindInTheirOwnWay")
  void whatFindsInItsOwnWayIsRefusedBehindAView(Set<String> set) {
    set.add(new String("a"));
    set.add("b");
    assertRefused(ANY, Collections.unmodifiableSet(set), "UnmodifiableSet");
    assertRefused(ANY, Collections.unmodifiableCollection(set), "UnmodifiableCollection");
    Map<String, String> map = new IdentityHashMap<>();
    map.put("a", "1");
    assertRefused(MAP, Collections.unmodifiableMap(map), "UnmodifiableMap");
    map = new TreeMap<>(Map.of("a", "1", "b", "2")).descendingMap();
    assertRefused(MAP, Collections.unmodifiableMap(map), "UnmodifiableMap");
    map =
        new HashMap<>(Map.of("a", "1")) {
          @Override
          public String get(Object key) {
            return getOrDefault(key, "0");
          }
        };
    assertRefused(MAP, Collections.unmodifiableMap(map), "UnmodifiableMap");
  }

  @Test
  void aListThatFindsInItsOwnWayIsRefusedBehindAView() {
    List<String> list =
        new ArrayList<>(List.of("Ada")) {
          @Override
          public boolean contains(Object wanted) {
            return stream().anyMatch(each -> each.equalsIgnoreCase(String.valueOf(wanted)));
          }
        };
    assertRefused(ANY, Collections.unmodifiableList(list), "UnmodifiableRandomAccessList");
  }

  /** It is asked once, and not for each element. */
  @Test
  void aLargeCollectionIsAskedAtOnce() {
    int[] asked = new int[1];
    List<String> list =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            asked[0]++;
            return "a";
          }

          @Override
          public int size() {
            return 100_000;
          }
        };
    CollectionKind kind = CollectionKind.of(Collections.unmodifiableCollection(list));
    assertThat(kind).isEqualTo(CollectionKind.UNMODIFIABLE_COLLECTION);
    assertThat(asked[0]).isEqualTo(1 + 100_000); // The latter for null, which is quick.
  }

  @Test
  void constantsAreFoundByWhateverSetTheyAreIn() {
    WireCodec<Collection<Purpose>> codec =
        Codecs.collection(Collection.class, Codecs.enumeration(Purpose.class));
    Set<Purpose> plain = Collections.unmodifiableSet(EnumSet.of(Purpose.CALL, Purpose.SNAPSHOT));
    assertThat(Bytes.restored(codec, plain))
        .isEqualTo(plain)
        .containsExactly(Purpose.CALL, Purpose.SNAPSHOT)
        .hasSameClassAs(plain);
    Set<Purpose> alike = new TreeSet<>(Comparator.comparing(each -> 0));
    alike.add(Purpose.CALL);
    assertRefused(codec, Collections.unmodifiableSet(alike), "UnmodifiableSet");
  }

  private static <T> void assertRefused(WireCodec<T> codec, T value, String type) {
    assertThatThrownBy(() -> Bytes.ofSnapshot(codec, value))
        .isInstanceOf(UnsavableException.class)
        .hasMessage(
            "cannot save a java.util.Collections$"
                + type
                + " that hides how its elements are found or ordered within another value, since it"
                + " could not be restored as what it is: use what Collections.unmodifiableNavigableSet"
                + " or unmodifiableNavigableMap makes, or a copy there, or hold it in a @State field"
                + " of its own");
  }

  @Test
  void emptyOnesStayOneOrSeveralAsTheyWere() {
    List<Collection<String>> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      collections().filter(Collection::isEmpty).forEach(all::add);
    }
    List<Collection<String>> restored = Bytes.restored(DEEP, all);
    assertThat(Bytes.ofSnapshot(DEEP, restored)).isEqualTo(Bytes.ofSnapshot(DEEP, all));
    List<Map<String, String>> maps = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      maps().filter(Map::isEmpty).forEach(maps::add);
    }
    List<Map<String, String>> restoredMaps = Bytes.restored(DEEP_MAP, maps);
    assertThat(Bytes.ofSnapshot(DEEP_MAP, restoredMaps))
        .isEqualTo(Bytes.ofSnapshot(DEEP_MAP, maps));
  }

  @Test
  void oneThatHoldsItselfIsRestored() {
    for (int form = 0; form < 5; form++) {
      Node node = new Node("n");
      node.peers = form(form, node);
      Node before = node.peers.get(0);
      for (List<Node> restored :
          List.of(Bytes.restored(Node.LIST, node.peers), Bytes.restored(Node.CODEC, node).peers)) {
        assertThat(restored.get(0).peers).isSameAs(restored).isEqualTo(restored);
        assertThat(restored.get(0)).isNotSameAs(before);
        assertThat(Behaviour.of(restored).get(0)).isEqualTo(Behaviour.of(node.peers).get(0));
        assertThatThrownBy(restored::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> restored.get(9)).isInstanceOf(IndexOutOfBoundsException.class);
        List<Node> twice = Bytes.restored(Node.LIST, restored);
        assertThat(twice.get(0).peers).isSameAs(twice);
        assertThat(Bytes.ofSnapshot(Node.LIST, twice))
            .isEqualTo(Bytes.ofSnapshot(Node.LIST, node.peers));
      }
    }
  }

  private static List<Node> form(int form, Node node) {
    return switch (form) {
      case 0 -> List.of(node);
      case 1 -> List.of(node, node, node).subList(0, 2);
      case 2 -> Stream.of(node, null).toList();
      case 3 -> Collections.singletonList(node);
      default -> Collections.nCopies(2, node);
    };
  }

  @Test
  void whatOlderBuildsWroteIsRead() {
    byte[] list = {17, 1, 2, 'a'};
    byte[] set = {18, 1, 2, 'a'};
    byte[] map = {10, 1, 2, 'a', 2, 'b'};
    assertThat(Bytes.readSnapshot(ANY, list)).isEqualTo(List.of("a"));
    assertThat(Bytes.readSnapshot(ANY, set)).isEqualTo(Set.of("a"));
    assertThat(Bytes.readSnapshot(MAP, map)).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void whatNoneOfThemHoldsIsRefused() {
    byte[][] collections = {{22, 1, 0}, {27, 1, 2, 'a'}, {28, 1, 2, 'a'}, {30, 0}, {31, 0}};
    for (byte[] bytes : collections) {
      assertThatThrownBy(() -> Bytes.readSnapshot(ANY, bytes))
          .isInstanceOf(MalformedInputException.class);
    }
    byte[][] maps = {{14, 1, 2, 'a', 2, 'a'}, {15, 1, 2, 'a', 2, 'a'}, {16, 0}};
    for (byte[] bytes : maps) {
      assertThatThrownBy(() -> Bytes.readSnapshot(MAP, bytes))
          .isInstanceOf(MalformedInputException.class);
    }
  }
}
