package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** Views that are of the same class as what they show part of. */
class FieldViewsTest {

  private static final Comparator<String> BY_LENGTH = Comparator.comparing(String::length);

  /** A server class with a field for each of them. */
  static class Shop {
    SortedSet<String> part = new TreeSet<>(BY_LENGTH);
    List<String> list;
    Set<String> keys = ConcurrentHashMap.newKeySet();

    Shop(List<String> list) {
      this.list = list;
    }
  }

  static final class ShopState extends ServerState<Shop> {

    private static final RefillableCodec<SortedSet<String>> SORTED =
        Codecs.collection(SortedSet.class, Codecs.STRING);
    private static final RefillableCodec<List<String>> LIST =
        Codecs.collection(List.class, Codecs.STRING);
    private static final RefillableCodec<Set<String>> SET =
        Codecs.collection(Set.class, Codecs.STRING);

    ShopState(Shop shop) {
      super(shop, "part", "list", "keys");
    }

    @Override
    protected Object held(int field, Shop value) {
      return field == 0 ? value.part : field == 1 ? value.list : value.keys;
    }

    @Override
    protected RefillableCodec<?> codec(int field) {
      return field == 0 ? SORTED : field == 1 ? LIST : SET;
    }

    @Override
    @SuppressWarnings("unchecked") // Each field is given what it holds.
    protected void assign(int field, Shop target, Object value) {
      switch (field) {
        case 0 -> target.part = (SortedSet<String>) value;
        case 1 -> target.list = (List<String>) value;
        default -> target.keys = (Set<String>) value;
      }
    }

    @Override
    protected void writeField(int field, Shop value, WireOutput out) {
      switch (field) {
        case 0 -> SORTED.writeField(value.part, own(0), out);
        case 1 -> LIST.writeField(value.list, own(1), out);
        default -> SET.writeField(value.keys, own(2), out);
      }
    }

    @Override
    protected void readField(int field, Shop value, WireInput in) {
      switch (field) {
        case 0 -> value.part = SORTED.readField(value.part, in);
        case 1 -> value.list = LIST.readField(value.list, in);
        default -> value.keys = SET.readField(value.keys, in);
      }
    }
  }

  private final String[] array = {"a", "b"};
  private final Shop shop = new Shop(Arrays.asList(array));
  private final ShopState state = new ShopState(shop);

  private static List<NavigableSet<String>> wholes() {
    NavigableSet<String> byLength = new TreeSet<>(BY_LENGTH);
    List<NavigableSet<String>> all =
        List.of(new TreeSet<>(), new ConcurrentSkipListSet<>(), byLength);
    all.forEach(set -> set.addAll(List.of("a", "bb", "ccc")));
    return all;
  }

  private static List<SortedSet<String>> viewsOf(NavigableSet<String> whole) {
    return List.of(
        whole.headSet("ccc"),
        whole.tailSet("bb"),
        whole.subSet("a", "ccc"),
        whole.headSet("ccc").tailSet("bb"));
  }

  @Test
  void anUnmodifiableSetThatHidesItsComparatorIsRefusedAndStaysAsItIs() {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.add("B");
    Set<String> assigned = Collections.unmodifiableSet(set);
    shop.keys = assigned;
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal())
        .startsWith(
            "keys: a java.util.Collections$UnmodifiableSet that hides how its elements are found or"
                + " ordered could not be restored as what it is");
    assertThat(shop.keys).isSameAs(assigned);
    shop.keys = Collections.unmodifiableSet(new TreeSet<>(Set.of("a", "b")));
    assertThat(state.assigned()).isTrue();
    assertThat(state.refusal()).isNull();
    assertThat(Behaviour.of(shop.keys))
        .isEqualTo(Behaviour.of(Collections.unmodifiableSet(new TreeSet<>(Set.of("a", "b")))));
  }

  @Test
  void aPartOfASortedSetBecomesASetOfItsOwnWhenItIsAssigned() {
    for (NavigableSet<String> whole : wholes()) {
      for (SortedSet<String> view : viewsOf(whole)) {
        List<String> before = List.copyOf(view);
        shop.part = view;
        assertThat(state.assigned()).isFalse();
        assertThat(state.refusal()).isNull();
        view.remove("bb");
        assertThat(shop.part).hasSameClassAs(whole).containsExactlyElementsOf(before);
        assertThat(shop.part.comparator()).isSameAs(whole.comparator());
        shop.part.add("eeeeee"); // Outside of what a view takes.
        assertThat(whole).doesNotContain("eeeeee");
        whole.add("bb");
      }
    }
  }

  @Test
  void aSetInDescendingOrderBecomesOneOfItsOwn() {
    for (NavigableSet<String> whole : wholes().subList(0, 2)) {
      for (NavigableSet<String> view :
          List.of(whole.descendingSet(), whole.descendingSet().descendingSet())) {
        List<String> before = List.copyOf(view);
        shop.part = view;
        assertThat(state.assigned()).isFalse();
        whole.add("d");
        assertThat(shop.part).containsExactlyElementsOf(before);
        whole.remove("d");
      }
    }
  }

  @Test
  void aWholeSortedSetStaysWhatItIs() {
    for (NavigableSet<String> whole : wholes()) {
      shop.part = whole;
      assertThat(state.assigned()).isFalse();
      assertThat(shop.part).isSameAs(whole);
    }
  }

  @Test
  void aListOfAnArrayLeavesItWhenItIsAssigned() {
    shop.list = Arrays.asList(array);
    assertThat(state.assigned()).isFalse();
    array[0] = "z";
    assertThat(shop.list).hasSameClassAs(Arrays.asList(array)).containsExactly("a", "b");
    shop.list.set(1, "y");
    assertThat(array).containsExactly("z", "b");
  }

  @Test
  void aListOfAnArrayThatTheConstructorMadeLeavesItAtOnce() {
    array[0] = "z";
    assertThat(shop.list).hasSameClassAs(Arrays.asList(array)).containsExactly("a", "b");
    assertThat(state.assigned()).isFalse();
  }

  @Test
  void theKeysOfAMapBecomeASetOfTheirOwnWhenTheyAreAssigned() {
    ConcurrentHashMap<String, Boolean> map = new ConcurrentHashMap<>();
    Set<String> view = map.keySet(Boolean.TRUE);
    view.add("a");
    shop.keys = view;
    assertThat(state.assigned()).isFalse();
    map.put("b", true);
    assertThat(shop.keys).hasSameClassAs(view).containsExactly("a");
    shop.keys.add("c");
    assertThat(map).containsOnlyKeys("a", "b");
  }

  @Test
  void aPartOfASortedSetIsRefusedBelowAField() {
    WireCodec<Collection<String>> any = Codecs.collection(Collection.class, Codecs.STRING);
    WireCodec<List<Collection<String>>> deep = Codecs.collection(List.class, any);
    for (NavigableSet<String> whole : wholes().subList(0, 2)) {
      assertThat(Bytes.restored(deep, List.of(whole)).get(0)).hasSameClassAs(whole);
      for (SortedSet<String> view : viewsOf(whole)) {
        assertThatThrownBy(() -> Bytes.ofSnapshot(deep, List.of(view)))
            .isInstanceOf(UnsavableException.class)
            .hasMessageContaining("a " + whole.getClass().getName() + " that shows part of another")
            .hasMessageContaining("use a new " + whole.getClass().getName() + " of its elements")
            .hasMessageContaining("@State field of its own");
        assertThat(Bytes.copy(any, view)).hasSameClassAs(whole).isEqualTo(view);
      }
    }
  }
}
