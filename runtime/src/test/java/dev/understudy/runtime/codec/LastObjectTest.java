package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.GrowingBytes;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WireSink;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The object with which a state ends: its length stands behind it, and it may be of any size. */
class LastObjectTest {

  private static final Node.NodeCodec CODEC = new Node.NodeCodec();

  private static Node graph(int count) {
    Node first = new Node("first");
    for (int i = 0; i < count; i++) {
      Node peer = new Node("peer " + i);
      peer.next = first;
      first.peers.add(peer);
      first.byName.put(peer.name, peer);
    }
    return first;
  }

  private static byte[] written(Node node) {
    WireOutput out = WireOutput.forSnapshot();
    out.writeLong(42);
    CODEC.writeLast(node, out);
    return out.toByteArray();
  }

  private static Node read(WireInput in) {
    assertThat(in.readLong()).isEqualTo(42);
    Node node = CODEC.read(in);
    assertThat(in.hasMore()).isFalse();
    return node;
  }

  private static void assertSame(Node read, Node node) {
    assertThat(Bytes.ofSnapshot(CODEC, read)).isEqualTo(Bytes.ofSnapshot(CODEC, node));
  }

  @Property
  void anySizesOfBuffers(
      @ForAll @IntRange(min = 1, max = 200) int steadyBytes,
      @ForAll @IntRange(min = 1, max = 200) int windowBytes) {
    Node node = graph(9);
    byte[] bytes = written(node);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    WireOutput out = WireOutput.forSnapshot(taken::write, steadyBytes, GrowingBytes.LARGEST_BYTES);
    out.writeLong(42);
    CODEC.writeLast(node, out);
    out.finish();
    assertThat(taken.toByteArray()).isEqualTo(bytes);
    assertSame(read(Stream.of(bytes, windowBytes)), node);
    assertSame(read(WireInput.ofSnapshot(bytes, 0, bytes.length)), node);
  }

  @Test
  void itLeavesWhileItIsWritten() {
    WireOutput out = WireOutput.forSnapshot(WireSink.NOWHERE, 64, 1_000);
    CODEC.writeLast(graph(1_000), out); // None of its parts takes a thousand bytes.
    out.finish();
    assertThat(out.written()).isGreaterThan(30_000);
    assertThat(out.array()).hasSize(64);
  }

  @Test
  void anOlderBuildWroteTheLengthBeforeIt() {
    Node node = graph(9);
    WireOutput out = WireOutput.forSnapshot();
    out.writeLong(42);
    CODEC.write(node, out);
    for (int windowBytes = 1; windowBytes < 50; windowBytes++) {
      assertSame(read(Stream.of(out.toByteArray(), windowBytes)), node);
    }
  }

  @Test
  void whatANewerBuildAddedIsPassedOver() {
    WireOutput out = WireOutput.forSnapshot();
    out.writeLong(42);
    Node node = graph(3);
    long begin = out.startLast(node);
    out.announce(CODEC.refilled(node));
    for (int field = 0; field < CODEC.fieldCount(); field++) {
      CODEC.writeField(field, node, out);
    }
    out.writeRaw(new byte[1_000], 0, 1_000);
    out.endLast(begin);
    for (int windowBytes = 1; windowBytes < 50; windowBytes++) {
      assertSame(read(Stream.of(out.toByteArray(), windowBytes)), node);
    }
  }

  @Test
  void cutOrLengthenedItIsRefused() {
    byte[] bytes = written(graph(3));
    for (int length = 0; length < bytes.length + 20; length++) {
      if (length == bytes.length) {
        continue;
      }
      byte[] other = Arrays.copyOf(bytes, length);
      for (WireInput in :
          new WireInput[] {WireInput.ofSnapshot(other, 0, length), Stream.of(other, 16)}) {
        assertThatThrownBy(() -> read(in))
            .as("%d bytes", length)
            .isInstanceOf(MalformedInputException.class);
      }
    }
  }

  @Test
  void itIsNeitherWithinAnotherNorInACall() {
    byte[] last = new byte[100];
    last[0] = (byte) 0x80;
    assertThatThrownBy(() -> CODEC.read(new WireInput(last)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("where it cannot be");
    WireOutput out = WireOutput.forSnapshot();
    out.writeByte(4);
    out.writeVarInt(1);
    out.writeRaw(last, 0, last.length);
    WireInput in = WireInput.ofSnapshot(out.array(), 0, out.size());
    assertThatThrownBy(() -> Node.LIST.read(in))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("where it cannot be");
    assertThatThrownBy(() -> CODEC.writeLast(new Node(), WireOutput.forCall()))
        .isInstanceOf(IllegalStateException.class);
    WireOutput within = WireOutput.forSnapshot();
    within.startObject(new Object());
    assertThatThrownBy(() -> CODEC.writeLast(new Node(), within))
        .isInstanceOf(IllegalStateException.class);
  }
}
