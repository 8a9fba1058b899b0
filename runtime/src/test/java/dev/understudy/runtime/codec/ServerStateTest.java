package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.kind.AccessOrder;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import org.junit.jupiter.api.Test;

/** What an update assigns to the state fields of a server class, and what its constructor made. */
@SuppressWarnings("JdkObsolete") // A Vector is to be written, too.
class ServerStateTest {

  private static final Comparator<String> BY_LENGTH = Comparator.comparing(String::length);

  /** A server class, with a map of the user's own making. */
  static class Desk {

    /** Keeps the latest. */
    static final class Latest extends LinkedHashMap<String, String> {

      private static final long serialVersionUID = 1;
      private final int most;

      Latest(int most) {
        super(16, 0.75f, true);
        this.most = most;
      }

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > most;
      }
    }

    List<String> all;
    List<String> top = new ArrayList<>();
    SortedSet<String> sorted = new TreeSet<>(BY_LENGTH);
    Map<String, String> latest = new Latest(2);
    Map<String, String> accessed = new LinkedHashMap<>(16, 0.75f, true);
    Map<String, String> none;
    List<String> old = new Vector<>();
    List<String> shown;

    Desk(List<String> all) {
      this.all = all;
      shown = Collections.unmodifiableList(all);
    }

    Desk() {
      this(new ArrayList<>());
    }
  }

  static final class DeskState extends ServerState<Desk> {

    private static final RefillableCodec<List<String>> LIST =
        Codecs.collection(List.class, Codecs.STRING);
    private static final RefillableCodec<SortedSet<String>> SORTED =
        Codecs.collection(SortedSet.class, Codecs.STRING);
    private static final RefillableCodec<Map<String, String>> MAP =
        Codecs.map(Map.class, Codecs.STRING, Codecs.STRING);

    DeskState(Desk desk) {
      super(desk, "all", "top", "sorted", "latest", "accessed", "none", "old", "shown");
    }

    @Override
    protected Object[] refilled(Desk value) {
      return new Object[] {value.all};
    }

    @Override
    protected Object held(int field, Desk value) {
      return switch (field) {
        case 0 -> value.all;
        case 1 -> value.top;
        case 2 -> value.sorted;
        case 3 -> value.latest;
        case 4 -> value.accessed;
        case 5 -> value.none;
        case 6 -> value.old;
        default -> value.shown;
      };
    }

    @Override
    protected RefillableCodec<?> codec(int field) {
      return switch (field) {
        case 2 -> SORTED;
        case 3, 4, 5 -> MAP;
        default -> LIST;
      };
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void assign(int field, Desk target, Object value) {
      switch (field) {
        case 1 -> target.top = (List<String>) value;
        case 2 -> target.sorted = (SortedSet<String>) value;
        case 6 -> target.old = (List<String>) value;
        case 7 -> target.shown = (List<String>) value;
        default -> super.assign(field, target, value);
      }
    }

    @Override
    protected void writeField(int field, Desk value, WireOutput out) {
      switch (field) {
        case 0 -> LIST.writeField(value.all, OwnKind.ANY, out);
        case 1 -> LIST.writeField(value.top, own(1), out);
        case 2 -> SORTED.writeField(value.sorted, own(2), out);
        case 3 -> MAP.writeField(value.latest, own(3), out);
        case 4 -> MAP.writeField(value.accessed, own(4), out);
        case 5 -> MAP.writeField(value.none, own(5), out);
        case 6 -> LIST.writeField(value.old, own(6), out);
        default -> LIST.writeField(value.shown, own(7), out);
      }
    }

    @Override
    protected void readField(int field, Desk value, WireInput in) {
      switch (field) {
        case 0 -> LIST.refill(value.all, in);
        case 1 -> value.top = LIST.readField(value.top, in);
        case 2 -> value.sorted = SORTED.readField(value.sorted, in);
        case 3 -> value.latest = MAP.readField(value.latest, in);
        case 4 -> value.accessed = MAP.readField(value.accessed, in);
        case 5 -> value.none = MAP.readField(value.none, in);
        case 6 -> value.old = LIST.readField(value.old, in);
        default -> value.shown = LIST.readField(value.shown, in);
      }
    }
  }

  private final Desk desk = new Desk();
  private final DeskState state = new DeskState(desk);

  private byte[] saved() {
    WireOutput out = WireOutput.forSnapshot();
    state.writeLast(desk, out);
    return out.toByteArray();
  }

  private Desk restored() {
    byte[] saved = saved();
    Desk other = new Desk();
    DeskState otherState = new DeskState(other);
    otherState.load(WireInput.ofSnapshot(saved, 0, saved.length));
    WireOutput again = WireOutput.forSnapshot();
    otherState.writeLast(other, again);
    assertThat(again.toByteArray()).isEqualTo(saved);
    assertThat(otherState.assigned()).isFalse();
    return other;
  }

  private void assertRefused(String path, String what, String instead) {
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal()).startsWith(path + ": a ").contains(what).contains(instead);
    assertThatThrownBy(this::saved)
        .isInstanceOf(UnsavableException.class)
        .hasMessage(state.refusal());
  }

  @Test
  void whatTheConstructorMadeIsKept() {
    desk.sorted.add("a");
    desk.latest.put("k", "v");
    desk.old.add("v");
    assertThat(state.assigned()).isFalse();
    Desk other = restored();
    assertThat(other.latest).isInstanceOf(Desk.Latest.class).isEqualTo(desk.latest);
    assertThat(other.old).isInstanceOf(Vector.class).containsExactly("v");
    assertThat(other.sorted.comparator()).isSameAs(BY_LENGTH);
  }

  @Test
  void aSubListBecomesAListWhenItIsAssigned() {
    desk.all.addAll(List.of("a", "b", "c"));
    desk.top = desk.all.subList(0, 2);
    assertThat(state.assigned()).isFalse();
    assertThat(state.refusal()).isNull();
    desk.all.add("d"); // A sub-list would throw from here on.
    assertThat(desk.top).isInstanceOf(ArrayList.class).containsExactly("a", "b");
    assertThat(restored().top).isInstanceOf(ArrayList.class).containsExactly("a", "b");
  }

  @Test
  void oneViewInTwoFieldsStaysOne() {
    desk.all.addAll(List.of("a", "b", "c"));
    desk.top = Collections.unmodifiableList(desk.all);
    desk.old = desk.top;
    assertThat(state.assigned()).isFalse();
    desk.all.clear();
    assertThat(desk.top).isSameAs(desk.old).containsExactly("a", "b", "c");
    Desk other = restored();
    assertThat(other.top).isSameAs(other.old).containsExactly("a", "b", "c");
    assertThatThrownBy(() -> other.top.add("d")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aViewOfTheConstructorsMakingShowsWhatIsRestored() {
    desk.all.add("a");
    Desk other = restored();
    other.all.add("b");
    assertThat(other.shown).containsExactly("a", "b");
  }

  @Test
  void aViewThatCannotBeLookedAtAnyMoreIsTold() {
    desk.all.addAll(List.of("a", "b", "c"));
    desk.top = desk.all.subList(0, 2);
    desk.all.add("d");
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal())
        .startsWith("top: java.util.ArrayList$SubList throws java.util.ConcurrentModification");
  }

  @Test
  void anotherComparatorIsRefused() {
    desk.sorted = new TreeSet<>(Comparator.comparing(String::length).reversed());
    assertRefused("sorted", "java.util.TreeSet with a comparator", "Comparator.reverseOrder()");
    desk.sorted = new TreeSet<>(BY_LENGTH);
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal()).isNull();
    desk.sorted.add("abc");
    assertThat(restored().sorted).contains("xyz");
  }

  @Test
  void viewsKeepTheirComparatorsAndAreRefusedByThem() {
    SortedSet<String> other = new TreeSet<>(Comparator.comparing(s -> s.charAt(0)));
    other.addAll(List.of("a", "b", "c"));
    desk.sorted = other.headSet("c");
    assertRefused("sorted", "java.util.TreeSet with a comparator", "Comparator.reverseOrder()");
  }

  @Test
  void aMapOfTheUsersOwnMakingIsRefusedUnlessTheConstructorMadeIt() {
    Map<String, String> made = desk.latest;
    desk.latest = new Desk.Latest(7);
    assertRefused("latest", Desk.Latest.class.getName(), "use a java.util.LinkedHashMap");
    desk.latest = made;
    assertThat(state.assigned()).isTrue();
    desk.none = new HashMap<>() {};
    assertRefused("none", ServerStateTest.class.getName() + "$", "java.util.LinkedHashMap");
    desk.none = Collections.synchronizedMap(new TreeMap<>());
    assertRefused("none", "java.util.Collections$SynchronizedMap", "java.util.LinkedHashMap");
    desk.none = null;
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal()).isNull();
  }

  @Test
  void accessOrderIsKeptWhereTheConstructorMadeIt() {
    desk.accessed = new LinkedHashMap<>(16, 0.75f, true);
    desk.accessed.putAll(Map.of("a", "1", "b", "2"));
    assertThat(state.assigned()).isFalse();
    assertThat(AccessOrder.isKeptBy(restored().accessed)).isTrue();
    desk.none = new LinkedHashMap<>(16, 0.75f, true);
    assertRefused("none", "java.util.LinkedHashMap in access order", "in insertion order");
  }

  @Test
  void whatWasRefusedIsForgottenWhenAnotherStateIsLoaded() {
    byte[] before = saved();
    desk.none = new HashMap<>() {};
    assertThat(state.assigned()).isTrue();
    state.load(WireInput.ofSnapshot(before, 0, before.length));
    assertThat(state.refusal()).isNull();
    assertThat(state.assigned()).isFalse();
  }

  @Test
  void aFinalFieldThatCannotBeFilledIsRefusedAtOnce() {
    state.checkFinalFields();
    for (List<String> made :
        List.of(List.of("a"), List.<String>of(), Collections.<String>emptyList())) {
      assertThatThrownBy(() -> new DeskState(new Desk(made)).checkFinalFields())
          .isInstanceOf(UnsavableException.class)
          .hasMessageStartingWith("all: a java.util.")
          .hasMessageContaining("cannot be emptied and filled");
    }
  }
}
