package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.GrowingBytes;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WireSink;
import dev.understudy.runtime.wire.WireSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** State as a stream: the same bytes and objects as by one array, in bounded memory. */
class StreamTest {

  private static final int BUFFER_BYTES = 64;

  @Provide
  Arbitrary<Sample<?>> samples() {
    return Combined.any();
  }

  @Property(tries = 2_000)
  void theBytesAreThoseOfOneArray(
      @ForAll("samples") Sample<?> sample, @ForAll @IntRange(min = 1, max = 80) int steadyBytes) {
    assertThat(written(sample, steadyBytes)).isEqualTo(sample.snapshot());
  }

  private static <T> byte[] written(Sample<T> sample, int steadyBytes) {
    return Stream.written(sample.codec(), sample.value(), steadyBytes);
  }

  @Property(tries = 2_000)
  void theValuesAreThoseOfOneArray(
      @ForAll("samples") Sample<?> sample, @ForAll @IntRange(min = 1, max = 80) int windowBytes) {
    Object read = Stream.read(sample.codec(), sample.snapshot(), windowBytes);
    assertThat(Sample.same(read, sample.value())).isTrue();
  }

  @Property
  void anySizesForObjectsRecordsAndCycles(
      @ForAll @IntRange(min = 1, max = 200) int steadyBytes,
      @ForAll @IntRange(min = 1, max = 200) int windowBytes) {
    Node node = nodes(7);
    byte[] bytes = Bytes.ofSnapshot(Node.CODEC, node);
    assertThat(Stream.written(Node.CODEC, node, steadyBytes)).isEqualTo(bytes);
    Node read = Stream.read(Node.CODEC, bytes, windowBytes);
    assertThat(read.peers.get(3)).isSameAs(read);
    assertThat(Bytes.ofSnapshot(Node.CODEC, read)).isEqualTo(bytes);
  }

  private static Node nodes(int count) {
    Node first = new Node("node");
    for (int i = 0; i < count; i++) {
      Node peer = new Node("peer ä " + i);
      peer.next = i % 2 == 0 ? first : null;
      peer.tag = new Node.Tag("tag " + i, first, List.of());
      first.peers.add(i == 3 ? first : peer);
      first.byName.put(peer.name, peer);
    }
    return first;
  }

  @Test
  void whatIsWrittenIsHandedOnWhenNoObjectIsOpen() {
    List<Integer> pieces = new ArrayList<>();
    WireOutput out = output((bytes, offset, length) -> pieces.add(length));
    for (int i = 0; i < 1_000; i++) {
      Node.TAG.write(new Node.Tag("a tag of some length", null, null), out);
      assertThat(out.array()).hasSize(BUFFER_BYTES);
    }
    for (int i = 0; i < 1_000; i++) {
      out.writeLong(i); // As the user's own save does, without any object.
      assertThat(out.array()).hasSize(BUFFER_BYTES);
    }
    assertThat(pieces).allMatch(length -> length <= BUFFER_BYTES).hasSizeGreaterThan(200);
  }

  @Test
  void anObjectThatIsLargerThanTheArrayIsKeptUntilItsLengthIsKnown() {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    WireOutput out = output(taken::write);
    int mark = out.startObject(new Object());
    for (int i = 0; i < 100; i++) {
      int inner = out.startObject(new Object());
      out.writeLong(i);
      out.writeRaw(new byte[BUFFER_BYTES], 0, BUFFER_BYTES);
      out.endObject(inner);
      assertThat(taken.size()).isZero();
    }
    out.endObject(mark);
    assertThat(taken.size()).isEqualTo(4 + 100 * (4 + 8 + BUFFER_BYTES));
    assertThat(out.array()).hasSize(BUFFER_BYTES);
  }

  @Test
  void oneObjectIsAsLargeAsAnArrayCanBeAndTheirNumberHasNoLimit() {
    WireOutput out = WireOutput.forSnapshot(WireSink.NOWHERE, BUFFER_BYTES, 1_000);
    for (int i = 0; i < 100; i++) {
      Node.TAG.write(new Node.Tag("x".repeat(900), null, null), out);
    }
    assertThat(out.written()).isGreaterThan(100 * 900);
    Node.Tag large = new Node.Tag("x".repeat(1_000), new Node(), null);
    assertThatThrownBy(() -> Node.TAG.write(large, out))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "a " + Node.Tag.class.getName() + " with all that it holds takes more");
    assertThatThrownBy(out::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anArrayOfBytesNeedsNoPlaceInTheBuffers() {
    byte[] large = new byte[10_000];
    Arrays.fill(large, (byte) 7);
    byte[] bytes = Stream.written(Codecs.BYTES, large, BUFFER_BYTES);
    WireInput in = Stream.of(bytes, BUFFER_BYTES);
    assertThat(Codecs.BYTES.read(in)).isEqualTo(large);
    assertThat(in.array()).hasSize(BUFFER_BYTES);
    WireInput again = Stream.of(bytes, BUFFER_BYTES);
    again.readByte();
    assertThat(again.readVarInt()).isEqualTo(large.length);
    assertThat(again.skip(9_000)).isZero(); // All of these must be there at one time.
    assertThat(again.array()).hasSize(9_000);
    again.readByte();
    assertThat(again.array()).hasSize(BUFFER_BYTES);
  }

  @Test
  void theWindowStaysAsItIsHoweverLargeAnObjectIs() {
    Node node = nodes(500);
    WireInput in = Stream.of(Bytes.ofSnapshot(Node.CODEC, node), BUFFER_BYTES);
    assertThat(Node.CODEC.read(in).byName).hasSameSizeAs(node.byName);
    assertThat(in.array()).hasSize(BUFFER_BYTES);
  }

  @Test
  void whatANewerBuildAddedToAnObjectIsPassedOver() {
    WireOutput out = WireOutput.forSnapshot();
    int mark = out.startObject(new Object());
    out.writeString("name");
    out.writeRaw(new byte[1_000], 0, 1_000);
    out.endObject(mark);
    out.writeString("next");
    for (int windowBytes = 1; windowBytes <= out.size() + 1; windowBytes++) {
      WireInput in = Stream.of(out.toByteArray(), windowBytes);
      long outer = in.enterObject(in.readInt());
      assertThat(in.readString()).isEqualTo("name");
      assertThat(in.left()).isEqualTo(1_000);
      in.leaveObject(outer);
      assertThat(in.readString()).isEqualTo("next");
      assertThat(in.hasMore()).isFalse();
    }
  }

  @Property
  void aSourceThatEndsEarlyIsRefused(
      @ForAll("samples") Sample<?> sample,
      @ForAll @IntRange int cut,
      @ForAll @IntRange(min = 1, max = 80) int windowBytes) {
    byte[] bytes = sample.snapshot();
    byte[] prefix = Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length));
    WireInput in = WireInput.ofSnapshot(Stream.source(prefix), bytes.length, windowBytes);
    assertThatThrownBy(() -> sample.codec().read(in)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void aSourceThatFailsIsToldAsItIs() {
    byte[] bytes = Bytes.ofSnapshot(Node.TAG, new Node.Tag("a tag", null, null));
    WireSource whole = Stream.source(bytes);
    WireSource failing =
        (target, offset, length) -> {
          if (length < bytes.length - 6) {
            throw new IOException("Input/output error at offset 7 of it");
          }
          return whole.read(target, offset, 6);
        };
    WireInput in = WireInput.ofSnapshot(failing, bytes.length, bytes.length);
    assertThatThrownBy(() -> Node.TAG.read(in))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("Input/output error at offset 7 of it")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void lengthsBeyondTheEndTakeNoMemory() {
    List<WireCodec<?>> codecs =
        List.of(
            Codecs.STRING,
            Codecs.BYTES,
            Codecs.LONGS,
            Codecs.BIG_INTEGER,
            Codecs.array(Codecs.STRING, String[]::new),
            Node.LIST,
            Codecs.enumeration(Samples.Suit.class),
            Node.CODEC,
            Node.TAG);
    for (WireCodec<?> codec : codecs) {
      for (int begin = 0; begin < 32; begin++) {
        WireOutput out = WireOutput.forSnapshot();
        out.writeByte(begin);
        out.writeVarInt(Integer.MAX_VALUE);
        out.writeVarInt(Integer.MAX_VALUE);
        WireInput in = Stream.of(out.toByteArray(), 4);
        try {
          Object read = codec.read(in); // Some begin as null or something small does.
          assertThat(read == null || "".equals(read)).isTrue();
        } catch (MalformedInputException e) {
          assertThat(e).hasMessageNotContaining("\n");
        }
        assertThat(in.array()).hasSizeLessThan(out.size());
      }
    }
  }

  @Test
  void anArrayOfBytesIsMadeOnlyIfTheyAreThere() {
    WireOutput out = WireOutput.forSnapshot();
    out.writeVarInt(Integer.MAX_VALUE);
    out.writeLong(0);
    assertThatThrownBy(() -> Stream.of(out.toByteArray(), 4).readBytes())
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("8 are left");
  }

  @Test
  void onlyAStreamIsFinishedAndOnlyAnArrayIsCleared() {
    assertThatThrownBy(() -> WireOutput.forSnapshot().finish())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> output(WireSink.NOWHERE).clear())
        .isInstanceOf(IllegalStateException.class);
  }

  private static WireOutput output(WireSink sink) {
    return WireOutput.forSnapshot(sink, BUFFER_BYTES, GrowingBytes.LARGEST_BYTES);
  }
}
