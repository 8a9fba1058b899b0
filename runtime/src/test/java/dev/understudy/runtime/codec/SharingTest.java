package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Objects that a snapshot reaches twice. */
class SharingTest {

  private static final WireCodec<List<List<String>>> LISTS =
      Codecs.collection(List.class, Codecs.collection(List.class, Codecs.STRING));

  @Test
  void aListReachedTwiceIsRestoredAsOne() {
    List<String> shared = new ArrayList<>(List.of("x"));
    List<List<String>> restored =
        Bytes.restored(LISTS, Arrays.asList(shared, shared, new ArrayList<>(shared)));
    assertThat(restored.get(1)).isSameAs(restored.get(0));
    assertThat(restored.get(2)).isNotSameAs(restored.get(0)).isEqualTo(restored.get(0));
  }

  @Test
  void inACallEachStandsAlone() {
    List<String> shared = new ArrayList<>(List.of("x"));
    List<List<String>> copied = Bytes.copy(LISTS, List.of(shared, shared));
    assertThat(copied.get(1)).isNotSameAs(copied.get(0)).isEqualTo(copied.get(0));
  }

  @Test
  void mapsArraysRecordsAndObjectsReachedTwiceAreRestoredAsOne() {
    restoredAsOne(Codecs.map(Map.class, Codecs.STRING, Codecs.STRING), new TreeMap<>());
    restoredAsOne(Codecs.array(Codecs.STRING, String[]::new), new String[] {"a"});
    restoredAsOne(Codecs.LONGS, new long[] {1});
    restoredAsOne(Node.TAG, new Node.Tag("t", null, null));
    restoredAsOne(Node.CODEC, new Node("n"));
  }

  private static <T> void restoredAsOne(WireCodec<T> codec, T value) {
    WireCodec<List<T>> list = Codecs.collection(List.class, codec);
    List<T> restored = Bytes.restored(list, Arrays.asList(value, null, value));
    assertThat(restored.get(0)).isNotNull().isSameAs(restored.get(2));
    assertThat(restored.get(1)).isNull();
  }

  @Test
  void aCycleThroughObjectsAndCollectionsIsRestored() {
    Node one = new Node("one");
    Node two = new Node("two");
    one.next = two;
    two.next = one;
    one.peers.add(one);
    one.peers = java.util.Collections.unmodifiableList(one.peers);
    two.peers = one.peers;
    one.byName.put("TWO", two);

    Node restored = Bytes.restored(Node.CODEC, one);

    assertThat(restored.next.next).isSameAs(restored);
    assertThat(restored.peers).hasSize(1).first().isSameAs(restored);
    assertThat(restored.next.peers).isSameAs(restored.peers);
    assertThat(restored.byName.get("two")).isSameAs(restored.next);
  }

  @Test
  void aRecordMayHoldAnObjectThatHoldsNothingOfIt() {
    Node one = new Node("one");
    one.tag = new Node.Tag("tag", one, List.of());
    Node restored = Bytes.restored(Node.CODEC, one);
    assertThat(restored.tag.owner()).isSameAs(restored);
  }

  @Test
  void aCycleThroughARecordIsAnErrorAtTheSave() {
    Node one = new Node("one");
    Node.Tag tag = new Node.Tag("tag", one, null);
    one.tag = tag;
    assertThatThrownBy(() -> Bytes.ofSnapshot(Node.TAG, tag))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cycle")
        .hasMessageContaining(Node.Tag.class.getName());
  }

  @Test
  void anAnnouncedMapIsFilledWhereItIsReachedFirst() {
    Map<String, Node> mine = new TreeMap<>(String::compareToIgnoreCase);
    mine.put("a", new Node("a"));
    WireOutput out = WireOutput.forSnapshot();
    out.announce(mine, null);
    Node.MAP.write(mine, out);
    Node.MAP.writeField(mine, OwnKind.ANY, out);

    Map<String, Node> existing = new TreeMap<>(String::compareToIgnoreCase);
    existing.put("stale", new Node());
    WireInput in = WireInput.ofSnapshot(out.array(), 0, out.size());
    in.announce(existing, null, new TreeMap<>());
    assertThat(Node.MAP.read(in)).isSameAs(existing);
    Node.MAP.refill(existing, in);
    assertThat(existing).containsOnlyKeys("a").containsKey("A");
    assertThat(in.hasMore()).isFalse();
  }

  @Test
  void aFinalFieldReachedBeforeItsOwnerIsAnErrorAtTheSave() {
    Node one = new Node("one");
    WireOutput out = WireOutput.forSnapshot();
    Node.MAP.write(new TreeMap<>(), out);
    Map<String, Node> shared = new TreeMap<>();
    Node.MAP.write(shared, out);
    assertThatThrownBy(() -> out.announce(one.byName, shared))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make the field non-final");
  }

  @Test
  void anObjectOfASubclassIsAnError() {
    Node sub = new Node("sub") {};
    assertThatThrownBy(() -> Bytes.ofCall(Node.CODEC, sub))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use exactly that class");
  }

  @Test
  void manyObjectsKeepTheirNumbers() {
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      lists.add(new ArrayList<>(List.of("l" + i)));
    }
    List<List<String>> twice = new ArrayList<>(lists);
    twice.addAll(lists);
    List<List<String>> restored = Bytes.restored(LISTS, twice);
    assertThat(restored).isEqualTo(twice);
    for (int i = 0; i < 10_000; i++) {
      assertThat(restored.get(10_000 + i)).isSameAs(restored.get(i));
    }
  }

  @Test
  void aClearedOutputForgetsWhatItHasSeen() {
    List<List<String>> value = List.of(List.of("x"));
    WireOutput out = WireOutput.forSnapshot();
    LISTS.write(value, out);
    byte[] first = out.toByteArray();
    out.clear();
    LISTS.write(value, out);
    assertThat(out.toByteArray()).isEqualTo(first);
  }
}
