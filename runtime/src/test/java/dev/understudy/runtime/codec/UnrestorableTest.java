package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.kind.AccessOrder;
import dev.understudy.runtime.wire.WireCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of kinds that cannot come back. */
class UnrestorableTest {

  private static final WireCodec<Collection<String>> ANY =
      Codecs.collection(Collection.class, Codecs.STRING);
  private static final WireCodec<List<Collection<String>>> DEEP =
      Codecs.collection(List.class, ANY);
  private static final WireCodec<Map<String, Integer>> MAP =
      Codecs.map(Map.class, Codecs.STRING, Codecs.BOXED_INT);
  private static final WireCodec<List<Map<String, Integer>>> DEEP_MAP =
      Codecs.collection(List.class, MAP);

  @Test
  void aCallWritesAnUnknownKindAsTheNearestGeneralOne() {
    List<String> list = new ArrayList<>(List.of("a", "b", "c"));
    assertThat(Bytes.copy(ANY, list.subList(0, 2))).isEqualTo(List.of("a", "b"));
    assertThat(Bytes.copy(ANY, list.subList(0, 2))).isInstanceOf(ArrayList.class);
    Set<String> ordered = new TreeSet<>(Comparator.comparing(String::length).reversed());
    Collections.addAll(ordered, "a", "bbb", "cc");
    assertThat(Bytes.copy(ANY, ordered))
        .isInstanceOf(LinkedHashSet.class)
        .containsExactly("bbb", "cc", "a");
    Map<String, Integer> map = new TreeMap<>(Comparator.comparing(String::length));
    map.put("a", 1);
    assertThat(Bytes.copy(MAP, map)).isEqualTo(map).isInstanceOf(LinkedHashMap.class);
    assertThat(Bytes.copy(ANY, map.keySet())).isInstanceOf(LinkedHashSet.class);
    assertThat(Bytes.copy(MAP, new HashMap<>(map) {})).isInstanceOf(LinkedHashMap.class);
    WireCodec<ConcurrentMap<String, Integer>> concurrent =
        Codecs.map(ConcurrentMap.class, Codecs.STRING, Codecs.BOXED_INT);
    assertThat(Bytes.copy(concurrent, new ConcurrentHashMap<>(map) {}))
        .isExactlyInstanceOf(ConcurrentHashMap.class);
  }

  @Test
  void aCallWritesAQueueByPriorityInItsOrder() {
    WireCodec<Queue<String>> queues = Codecs.collection(Queue.class, Codecs.STRING);
    Queue<String> queue = new PriorityQueue<>(Comparator.comparing(String::length));
    Collections.addAll(queue, "ddd", "aaaa", "cc", "b");
    assertThat(Bytes.copy(queues, queue)).containsExactly("b", "cc", "ddd", "aaaa");
  }

  @Test
  void aCallRefusesAComparatorWhereNothingElseFits() {
    WireCodec<SortedSet<String>> sets = Codecs.collection(SortedSet.class, Codecs.STRING);
    WireCodec<SortedMap<String, Integer>> maps =
        Codecs.map(SortedMap.class, Codecs.STRING, Codecs.BOXED_INT);
    assertThatThrownBy(
            () -> Bytes.ofCall(sets, new TreeSet<>(Comparator.comparing(String::length))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.util.TreeSet with a comparator")
        .hasMessageContaining("Comparator.reverseOrder()");
    assertThatThrownBy(
            () -> Bytes.ofCall(maps, new TreeMap<>(Comparator.comparing(String::length))))
        .isInstanceOf(IllegalStateException.class);
  }

  static Stream<Collection<String>> unrestorable() {
    List<String> list = new ArrayList<>(List.of("a", "b"));
    return Stream.of(
        list.subList(0, 1),
        Collections.synchronizedList(list),
        new ArrayList<>(list) {},
        new TreeMap<>(Map.of("a", 1)).keySet(),
        new ConcurrentHashMap<>(Map.of("a", 1)).keySet(),
        new TreeSet<>(Comparator.comparing(String::length)),
        Collections.unmodifiableSortedSet(new TreeSet<>(Comparator.comparing(String::length))),
        new PriorityQueue<>(Comparator.comparing(String::length)));
  }

  @ParameterizedTest
  @MethodSource("unrestorable")
  void aSnapshotRefusesWhatCannotComeBackBelowAField(Collection<String> value) {
    assertThatThrownBy(() -> Bytes.ofSnapshot(DEEP, List.of(value)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(value.getClass().getName())
        .hasMessageContaining("use ")
        .hasMessageContaining("@State field of its own");
  }

  @Test
  void aSnapshotRefusesMapsThatCannotComeBackBelowAField() {
    for (Map<String, Integer> map :
        List.<Map<String, Integer>>of(
            new TreeMap<>(Comparator.comparing(String::length)),
            new HashMap<>() {},
            Collections.synchronizedMap(new HashMap<>()),
            accessOrdered(0),
            accessOrdered(1),
            accessOrdered(5))) {
      assertThatThrownBy(() -> Bytes.ofSnapshot(DEEP_MAP, List.of(map)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(map.getClass().getName());
    }
  }

  @Test
  void lookingForAccessOrderLeavesTheOrderAlone() {
    Map<String, Integer> map = accessOrdered(5);
    List<String> before = new ArrayList<>(map.keySet());
    assertThat(AccessOrder.isKeptBy(map)).isTrue();
    assertThat(new ArrayList<>(map.keySet())).isEqualTo(before);
    for (int size = 0; size < 4; size++) {
      assertThat(AccessOrder.isKeptBy(new LinkedHashMap<>(accessOrdered(size)))).isFalse();
    }
  }

  private static Map<String, Integer> accessOrdered(int size) {
    Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
    for (int i = 0; i < size; i++) {
      map.put("k" + i, i);
    }
    return map;
  }
}
