package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.ValueCodec;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bytes of a stranger, or of a damaged file: they are read, or refused, and nothing else. */
class HostileBytesTest {

  /** A record that does not take everything. */
  record Seat(String row, int number) {
    Seat {
      Objects.requireNonNull(row);
      if (number < 1) {
        throw new IllegalArgumentException("no seat " + number);
      }
    }
  }

  static final class SeatCodec extends RecordCodec<Seat> {

    SeatCodec() {
      super(Seat.class, "row", "number");
    }

    @Override
    protected void writeField(int field, Seat value, WireOutput out) {
      if (field == 0) {
        out.writeString(value.row());
      } else {
        out.writeInt(value.number());
      }
    }

    @Override
    protected Seat readFields(WireInput in) {
      String row = in.readString();
      int number = in.readInt();
      try {
        return new Seat(row, number);
      } catch (RuntimeException e) {
        throw refused(e, row, number);
      }
    }
  }

  /** A codec of a user, who does not expect such bytes. */
  static final class DigitCodec implements ValueCodec<Integer> {

    @Override
    public void write(Integer value, StateOutput out) {
      out.writeString(value.toString());
    }

    @Override
    public Integer read(StateInput in) {
      return Integer.valueOf(in.readString());
    }
  }

  private static final WireCodec<Collection<Seat>> SEATS =
      Codecs.collection(Collection.class, new SeatCodec());
  private static final WireCodec<SortedSet<String>> SORTED =
      Codecs.collection(SortedSet.class, Codecs.STRING);
  private static final List<WireCodec<?>> OTHERS =
      List.of(
          SEATS,
          SORTED,
          Node.CODEC,
          Node.LIST,
          Codecs.of(new DigitCodec()),
          Codecs.map(Map.class, new SeatCodec(), SEATS),
          Codecs.sealed(Object.class, Codecs.subtype(Seat.class, new SeatCodec())),
          Codecs.enumSet(Samples.Suit.class),
          Codecs.enumMap(Samples.Suit.class, Codecs.STRING));

  @Provide
  Arbitrary<Sample<?>> samples() {
    return Combined.any();
  }

  private static void readOrRefused(WireCodec<?> codec, byte[] bytes) {
    refusal(codec, new WireInput(bytes));
    String refusal = refusal(codec, WireInput.ofSnapshot(bytes, 0, bytes.length));
    for (int windowBytes : new int[] {1, 5, 16, 100}) {
      WireInput in = Stream.of(bytes, windowBytes);
      assertThat(refusal(codec, in)).isEqualTo(refusal);
      assertThat(in.array()).hasSizeLessThanOrEqualTo(Math.max(windowBytes, bytes.length));
    }
  }

  private static String refusal(WireCodec<?> codec, WireInput in) {
    try {
      codec.read(in);
      return "";
    } catch (MalformedInputException e) {
      assertThat(e).hasMessageNotContaining("\n");
      return e.getMessage();
    }
  }

  @Property(tries = 2_000)
  void anyBytes(@ForAll("samples") Sample<?> sample, @ForAll @Size(max = 60) byte[] bytes) {
    readOrRefused(sample.codec(), bytes);
  }

  @Property(tries = 2_000)
  void anyBytesForRecordsAndObjects(
      @ForAll @IntRange(max = 8) int codec, @ForAll @Size(max = 60) byte[] bytes) {
    readOrRefused(OTHERS.get(codec), bytes);
  }

  @Property(tries = 2_000)
  void flippedBits(@ForAll("samples") Sample<?> sample, @ForAll int bit, @ForAll int other) {
    readOrRefused(sample.codec(), flipped(sample.call(), bit, other));
    readOrRefused(sample.codec(), flipped(sample.snapshot(), bit, other));
  }

  @Property(tries = 2_000)
  void flippedBitsOfRecordsAndObjects(@ForAll int bit, @ForAll int other) {
    readOrRefused(Node.CODEC, flipped(Bytes.ofSnapshot(Node.CODEC, graph()), bit, other));
    WireOutput last = WireOutput.forSnapshot();
    new Node.NodeCodec().writeLast(graph(), last);
    readOrRefused(Node.CODEC, flipped(last.toByteArray(), bit, other));
    List<Seat> seats = List.of(new Seat("A", 1), new Seat("B", 2));
    readOrRefused(SEATS, flipped(Bytes.ofCall(SEATS, seats), bit, other));
    readOrRefused(SEATS, flipped(Bytes.ofSnapshot(SEATS, new ArrayDeque<>(seats)), bit, other));
  }

  private static Node graph() {
    Node one = new Node("one");
    Node two = new Node("two");
    one.next = two;
    two.next = one;
    two.tag = new Node.Tag("tag", one, new ArrayList<>());
    one.peers.addAll(List.of(one, two));
    one.byName.put("two", two);
    two.peers = one.peers;
    return one;
  }

  @Property
  void everyPrefixIsRefused(@ForAll("samples") Sample<?> sample, @ForAll @IntRange int cut) {
    byte[] bytes = sample.call();
    byte[] prefix = Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length));
    assertThatThrownBy(() -> sample.codec().read(new WireInput(prefix)))
        .isInstanceOf(MalformedInputException.class);
  }

  private static byte[] flipped(byte[] bytes, int... bits) {
    byte[] copy = bytes.clone();
    for (int bit : bits) {
      int at = Math.floorMod(bit, copy.length * Byte.SIZE);
      copy[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
    }
    return copy;
  }

  @Test
  void aCountIsNotBelievedAndNeitherIsASumOfThem() {
    WireOutput out = WireOutput.forCall();
    WireCodec<List<List<List<String>>>> codec =
        Codecs.collection(
            List.class,
            Codecs.collection(List.class, Codecs.collection(List.class, Codecs.STRING)));
    out.writeByte(4); // An ArrayList of as many as there are bytes,
    out.writeVarInt(95);
    out.writeByte(4); // which begins with one of almost as many.
    out.writeVarInt(90);
    out.writeRaw(new byte[96], 0, 96);
    assertThatThrownBy(() -> codec.read(new WireInput(out.toByteArray())))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("90 elements in");
  }

  @Test
  void aNameOfAStrangerStaysWithinItsLine() {
    byte[] bytes = {6, 'a', '\n', 'b', 0x1b, 'c'};
    assertThatThrownBy(() -> Codecs.enumeration(Samples.Suit.class).read(new WireInput(bytes)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageStartingWith("'a?b?c', which is no constant of ");
  }

  @Test
  void nullWhereNoneCanBeAndWhatCannotBeComparedAreRefused() {
    byte[] nullInSet = {8, 0, 2, 2, 'a', 0};
    assertThatThrownBy(() -> Bytes.read(SORTED, nullInSet))
        .isInstanceOf(MalformedInputException.class);
    byte[] seats = Bytes.ofCall(SEATS, new ArrayList<>(List.of(new Seat("A", 1))));
    byte[] asTreeSet = new byte[seats.length + 1];
    System.arraycopy(seats, 1, asTreeSet, 2, seats.length - 1);
    asTreeSet[0] = 8;
    assertThatThrownBy(() -> Bytes.read(SEATS, asTreeSet))
        .isInstanceOf(MalformedInputException.class)
        .hasCauseInstanceOf(ClassCastException.class);
  }

  @Test
  void equalElementsOfASetAreRefused() {
    byte[] twice = {7, 2, 2, 'a', 2, 'a'};
    WireCodec<Collection<String>> codec = Codecs.collection(Collection.class, Codecs.STRING);
    assertThatThrownBy(() -> Bytes.read(codec, twice))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("1 equal elements");
  }

  @Test
  void whatARecordRefusesIsMalformed() {
    byte[] bytes = Bytes.ofCall(new SeatCodec(), new Seat("A", 1));
    bytes[bytes.length - 1] = 0;
    assertThatThrownBy(() -> Bytes.read(new SeatCodec(), bytes))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage(
            "the constructor of dev.understudy.runtime.codec.HostileBytesTest$Seat refuses (A, 0), as"
                + " it throws java.lang.IllegalArgumentException: no seat 0: what was accepted once"
                + " must be accepted again, in every process")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void referencesMeanNothingInACall() {
    List<String> shared = new ArrayList<>();
    WireCodec<List<List<String>>> codec =
        Codecs.collection(List.class, Codecs.collection(List.class, Codecs.STRING));
    byte[] bytes = Bytes.ofSnapshot(codec, List.of(shared, shared));
    assertThatThrownBy(() -> Bytes.read(codec, bytes)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void aMapIsNotFilledTwice() {
    WireOutput out = WireOutput.forSnapshot();
    Map<String, Node> map = new TreeMap<>();
    out.announce(map);
    Node.MAP.writeField(map, OwnKind.ANY, out);
    byte[] once = out.toByteArray();
    byte[] twice = Arrays.copyOf(once, 2 * once.length - 1);
    System.arraycopy(once, 1, twice, once.length, once.length - 1);
    WireInput in = WireInput.ofSnapshot(twice, 0, twice.length);
    in.announce(map);
    Node.MAP.refill(map, in);
    assertThatThrownBy(() -> Node.MAP.refill(map, in)).isInstanceOf(MalformedInputException.class);
  }
}
