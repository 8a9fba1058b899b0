package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.kind.AccessOrder;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections and maps that are the values of state fields. */
@SuppressWarnings("JdkObsolete") // A LinkedList is to be written, too.
class FieldsTest {

  private static final Comparator<String> BY_LENGTH = Comparator.comparing(String::length);

  private static final RefillableCodec<Set<String>> SET =
      Codecs.collection(Set.class, Codecs.STRING);
  private static final RefillableCodec<List<String>> LIST =
      Codecs.collection(List.class, Codecs.STRING);
  private static final RefillableCodec<Map<String, Integer>> MAP =
      Codecs.map(Map.class, Codecs.STRING, Codecs.BOXED_INT);

  private static WireOutput output(WireOutput.Purpose purpose) {
    return purpose == WireOutput.Purpose.CALL ? WireOutput.forCall() : WireOutput.forSnapshot();
  }

  private static WireInput input(WireOutput out) {
    return out.purpose() == WireOutput.Purpose.CALL
        ? new WireInput(out.toByteArray())
        : WireInput.ofSnapshot(out.array(), 0, out.size());
  }

  private static <T> WireInput written(RefillableCodec<T> codec, T value) {
    return written(codec, value, WireOutput.Purpose.SNAPSHOT);
  }

  private static <T> WireInput written(
      RefillableCodec<T> codec, T value, WireOutput.Purpose purpose) {
    WireOutput out = output(purpose);
    codec.writeField(value, OwnKind.ANY, out);
    return input(out);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL", "SNAPSHOT"})
  void aFieldKeepsItsComparator(WireOutput.Purpose purpose) {
    Set<String> value = new TreeSet<>(BY_LENGTH);
    value.addAll(List.of("ccc", "a", "bb"));
    Set<String> existing = new TreeSet<>(BY_LENGTH);
    existing.add("stale");
    Set<String> read = SET.readField(existing, written(SET, value, purpose));
    assertThat(read).isSameAs(existing).containsExactly("a", "bb", "ccc");

    Map<String, Integer> map = new TreeMap<>(BY_LENGTH);
    map.putAll(Map.of("ccc", 3, "a", 1));
    Map<String, Integer> existingMap = new TreeMap<>(BY_LENGTH);
    assertThat(MAP.readField(existingMap, written(MAP, map, purpose)))
        .isSameAs(existingMap)
        .isEqualTo(map);
  }

  @Test
  void aFieldThatIsNotFinalTakesTheKindThatWasWritten() {
    List<String> existing = new ArrayList<>(List.of("stale"));
    List<String> read = LIST.readField(existing, written(LIST, new LinkedList<>(List.of("a"))));
    assertThat(read).isInstanceOf(LinkedList.class).containsExactly("a");
    assertThat(LIST.readField(existing, written(LIST, null))).isNull();
    assertThat(LIST.readField(null, written(LIST, List.of("a")))).containsExactly("a");
  }

  @Test
  void aKindThatOnlyTheConstructorMakesNeedsWhatTheConstructorMade() {
    WireInput in = written(SET, new TreeSet<>(BY_LENGTH));
    assertThatThrownBy(() -> SET.readField(null, in)).isInstanceOf(MalformedInputException.class);
    WireInput below = written(SET, new TreeSet<>(BY_LENGTH));
    assertThatThrownBy(() -> SET.read(below)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void aFinalFieldIsRefilledWhateverKindWasWritten() {
    List<List<String>> kinds =
        List.<List<String>>of(
            new ArrayList<>(List.of("b", "a")),
            new LinkedList<>(List.of("b", "a")),
            List.of("b", "a"),
            Arrays.asList("b", "a"),
            new ArrayList<>(List.of("b", "a")) {});
    for (List<String> value : kinds) {
      for (List<String> existing :
          List.<List<String>>of(
              new ArrayList<>(), new LinkedList<>(), new CopyOnWriteArrayList<>())) {
        existing.add("stale");
        LIST.refill(existing, written(LIST, value));
        assertThat(existing).containsExactly("b", "a");
      }
    }
    Set<String> set = new TreeSet<>(Comparator.reverseOrder());
    SET.refill(set, written(SET, new TreeSet<>(List.of("a", "b"))));
    assertThat(set).containsExactly("b", "a");
    Map<String, Integer> map = new TreeMap<>(Comparator.reverseOrder());
    MAP.refill(map, written(MAP, new TreeMap<>(Map.of("a", 1, "b", 2))));
    assertThat(map.keySet()).containsExactly("b", "a");
  }

  @Test
  void aMapOfTheUsersOwnMakingAndAnAccessOrderedOneAreTheFieldsOwnKind() {
    class Latest extends LinkedHashMap<String, Integer> {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
        return size() > 2;
      }
    }
    Map<String, Integer> latest = new Latest();
    latest.putAll(Map.of("a", 1, "b", 2));
    Map<String, Integer> existing = new Latest();
    assertThat(MAP.readField(existing, written(MAP, latest))).isSameAs(existing).isEqualTo(latest);

    Map<String, Integer> accessed = new LinkedHashMap<>(16, 0.75f, true);
    accessed.putAll(new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3)));
    accessed.get("a");
    Map<String, Integer> existingAccessed = new LinkedHashMap<>(16, 0.75f, true);
    MAP.readField(existingAccessed, written(MAP, accessed));
    assertThat(existingAccessed.keySet()).containsExactly("b", "c", "a");
    assertThat(AccessOrder.isKeptBy(existingAccessed)).isTrue();
  }

  @Test
  void aQueueByPriorityComesBackInTheVerySameState() {
    RefillableCodec<Queue<String>> codec = Codecs.collection(Queue.class, Codecs.STRING);
    Queue<String> queue = new PriorityQueue<>(BY_LENGTH);
    for (int i = 0; i < 100; i++) {
      queue.add("x".repeat(i * 37 % 11) + i);
    }
    queue.poll();
    Queue<String> existing = new PriorityQueue<>(BY_LENGTH);
    codec.refill(existing, written(codec, queue));
    assertThat(existing.toArray()).isEqualTo(queue.toArray());
  }

  @Test
  void twoFieldsThatShareAListShareItAgain() {
    List<String> shared = new ArrayList<>(List.of("a"));
    WireOutput out = WireOutput.forSnapshot();
    LIST.writeField(shared, OwnKind.ANY, out);
    LIST.writeField(shared, OwnKind.ANY, out);
    WireInput in = input(out);
    List<String> first = LIST.readField(new ArrayList<>(), in);
    assertThat(LIST.readField(new ArrayList<>(), in)).isSameAs(first);
  }

  @Test
  void aFinalFieldThatIsSharedButCannotBeIsAnError() {
    List<String> shared = new ArrayList<>(List.of("a"));
    WireOutput out = WireOutput.forSnapshot();
    LIST.writeField(shared, OwnKind.ANY, out);
    LIST.writeField(shared, OwnKind.ANY, out);
    WireInput in = input(out);
    List<String> existing = new ArrayList<>();
    LIST.refill(existing, in);
    assertThatThrownBy(() -> LIST.refill(new ArrayList<>(), in))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make the field non-final");
  }

  @Test
  void aFinalFieldThatCannotBeFilledIsAnError() {
    assertThatThrownBy(() -> LIST.refill(List.of("a"), written(LIST, List.of("b"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be emptied and filled");
    assertThatThrownBy(() -> LIST.refill(new ArrayList<>(), written(LIST, null)))
        .isInstanceOf(MalformedInputException.class);
  }
}
