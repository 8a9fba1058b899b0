package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.WireCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

/** Bytes that are equal when two values are. */
@SuppressWarnings("JdkObsolete") // A LinkedList is to be compared, too.
class ComparisonTest {

  private static final WireCodec<List<Integer>> LIST =
      Codecs.collection(List.class, Codecs.BOXED_INT);
  private static final WireCodec<Set<Integer>> SET = Codecs.collection(Set.class, Codecs.BOXED_INT);
  private static final WireCodec<Deque<Integer>> DEQUE =
      Codecs.collection(Deque.class, Codecs.BOXED_INT);
  private static final WireCodec<Collection<Integer>> ANY =
      Codecs.collection(Collection.class, Codecs.BOXED_INT);
  private static final WireCodec<Map<Integer, List<Integer>>> MAP =
      Codecs.map(Map.class, Codecs.BOXED_INT, LIST);
  private static final WireCodec<Set<Set<Integer>>> SETS = Codecs.collection(Set.class, SET);

  private static <T> boolean equal(WireCodec<T> codec, T a, T b) {
    return java.util.Arrays.equals(Bytes.forComparison(codec, a), Bytes.forComparison(codec, b));
  }

  @Provide
  Arbitrary<Sample<?>> samples() {
    return Combined.any();
  }

  @Property
  @SuppressWarnings("unchecked")
  void aCopyIsEqual(@ForAll("samples") Sample<?> sample) {
    Sample<Object> original = (Sample<Object>) sample;
    assertThat(Bytes.forComparison(original.codec(), sample.copied()))
        .isEqualTo(original.comparison());
  }

  @Property
  void listsAreEqualIfTheirElementsAre(
      @ForAll @Size(max = 3) List<Integer> a, @ForAll @Size(max = 3) List<Integer> b) {
    assertThat(equal(LIST, new ArrayList<>(a), new LinkedList<>(b))).isEqualTo(a.equals(b));
    assertThat(equal(LIST, a, List.copyOf(a))).isTrue();
    assertThat(equal(DEQUE, new ArrayDeque<>(a), new LinkedList<>(b))).isEqualTo(a.equals(b));
  }

  @Property
  void setsAreEqualInAnyOrder(
      @ForAll @UniqueElements @Size(max = 5) List<Integer> a,
      @ForAll @UniqueElements @Size(max = 2) List<Integer> b) {
    List<Integer> shuffled = new ArrayList<>(a);
    Collections.reverse(shuffled);
    Set<Integer> one = new LinkedHashSet<>(a);
    assertThat(equal(SET, one, new LinkedHashSet<>(shuffled))).isTrue();
    assertThat(equal(SET, one, new TreeSet<>(a))).isTrue();
    assertThat(equal(SET, one, Set.copyOf(a))).isTrue();
    assertThat(equal(SET, one, new HashSet<>(b))).isEqualTo(one.equals(new HashSet<>(b)));
  }

  @Property
  void setsOfSetsAreEqualInAnyOrder(@ForAll @Size(max = 4) Set<@Size(max = 4) Set<Integer>> value) {
    Set<Set<Integer>> reversed = new LinkedHashSet<>();
    List<Set<Integer>> outer = new ArrayList<>(value);
    Collections.reverse(outer);
    for (Set<Integer> inner : outer) {
      List<Integer> elements = new ArrayList<>(inner);
      Collections.reverse(elements);
      reversed.add(new LinkedHashSet<>(elements));
    }
    assertThat(equal(SETS, value, reversed)).isTrue();
  }

  @Property
  void mapsAreEqualInAnyOrder(
      @ForAll @Size(max = 4) Map<Integer, @Size(max = 2) List<Integer>> a,
      @ForAll @Size(max = 2) Map<Integer, @Size(max = 1) List<Integer>> b) {
    Map<Integer, List<Integer>> reversed = new LinkedHashMap<>();
    List<Integer> keys = new ArrayList<>(a.keySet());
    Collections.reverse(keys);
    keys.forEach(key -> reversed.put(key, new LinkedList<>(a.get(key))));
    assertThat(equal(MAP, a, reversed)).isTrue();
    assertThat(equal(MAP, a, new TreeMap<>(a))).isTrue();
    assertThat(equal(MAP, new HashMap<>(a), b)).isEqualTo(a.equals(b));
  }

  @Test
  void queuesByPriorityAreEqualIfTheirElementsAre() {
    Collection<Integer> one = new PriorityQueue<>(List.of(1, 2, 3, 4));
    Collection<Integer> other = new PriorityQueue<>(List.of(4, 3, 2, 1));
    assertThat(one.toArray()).isNotEqualTo(other.toArray());
    assertThat(equal(ANY, one, other)).isTrue();
    other.add(1);
    assertThat(equal(ANY, one, other)).isFalse();
  }

  @Test
  void aListIsNoSet() {
    assertThat(equal(ANY, List.of(1), Set.of(1))).isFalse();
    assertThat(equal(ANY, List.of(), Set.of())).isFalse();
    assertThat(equal(ANY, List.of(), null)).isFalse();
  }

  @Test
  void whatIsSharedIsNoDifference() {
    WireCodec<List<List<Integer>>> lists = Codecs.collection(List.class, LIST);
    List<Integer> shared = List.of(1);
    assertThat(equal(lists, List.of(shared, shared), List.of(List.of(1), List.of(1)))).isTrue();
  }

  @Test
  void allThatIsNoNumberIsEqual() {
    double other = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);
    assertThat(equal(Codecs.BOXED_DOUBLE, Double.NaN, other)).isTrue();
    assertThat(equal(Codecs.FLOATS, new float[] {Float.NaN}, new float[] {nan()})).isTrue();
  }

  private static float nan() {
    return Float.intBitsToFloat(0x7fc0_0001);
  }
}
