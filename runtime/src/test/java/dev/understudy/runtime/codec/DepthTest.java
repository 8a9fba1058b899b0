package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Deep nesting ends with a message, and never with an error of the virtual machine. */
class DepthTest {

  private static Node chain(int length) {
    Node first = new Node("0");
    Node last = first;
    for (int i = 1; i < length; i++) {
      last.next = new Node("" + i);
      last = last.next;
    }
    return first;
  }

  private static Node.Tag nested(int length) {
    Node.Tag tag = new Node.Tag("0", null, null);
    for (int i = 1; i < length; i++) {
      tag = new Node.Tag("" + i, null, new ArrayList<>(List.of(tag)));
    }
    return tag;
  }

  private static final int LONG = 100_000;

  private static Node ring(int length) {
    Node first = chain(length);
    Node last = first;
    while (last.next != null) {
      last = last.next;
    }
    last.next = first;
    return first;
  }

  private static <T> T restored(WireCodec<T> codec, T value) {
    byte[] bytes = Stream.written(codec, value, 4_096); // Tiny windows would take minutes.
    T restored = Stream.read(codec, bytes, 4_096);
    assertThat(Stream.written(codec, restored, 4_096)).isEqualTo(bytes);
    return restored;
  }

  @Test
  void aLongChainOfObjectsIsWrittenAndRead() {
    Node node = restored(Node.CODEC, chain(LONG));
    for (int i = 0; i < LONG; i++) {
      assertThat(node.name).isEqualTo("" + i);
      node = node.next;
    }
    assertThat(node).isNull();
    assertThat(Bytes.copy(Node.CODEC, chain(LONG)).next.next.name).isEqualTo("2");
  }

  @Test
  void aLongRingOfObjectsIsOneAgain() {
    Node restored = restored(Node.CODEC, ring(LONG));
    Node node = restored;
    for (int i = 0; i < LONG; i++) {
      assertThat(node.name).isEqualTo("" + i);
      node = node.next;
    }
    assertThat(node).isSameAs(restored);
  }

  @Test
  void recordsInListsInRecordsAreWrittenAndRead() {
    for (Node.Tag restored :
        List.of(
            restored(Node.TAG, nested(LONG)),
            Bytes.copy(Node.TAG, nested(WireOutput.MAX_DEPTH_OF_CALL / 2)))) {
      int length = 0;
      for (Node.Tag tag = restored; tag != null; tag = inner(tag)) {
        length++;
      }
      assertThat(length).isGreaterThanOrEqualTo(WireOutput.MAX_DEPTH_OF_CALL / 2);
    }
  }

  private static Node.Tag inner(Node.Tag tag) {
    return tag.more() == null ? null : tag.more().get(0);
  }

  @Test
  void deepResultsCompareByValue() {
    assertThat(Bytes.forComparison(Node.CODEC, chain(LONG)))
        .isEqualTo(Bytes.forComparison(Node.CODEC, chain(LONG)))
        .isNotEqualTo(Bytes.forComparison(Node.CODEC, chain(LONG - 1)));
  }

  @Test
  void deepNestingNeedsLittleStack() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Runnable deepest =
        () -> {
          int bufferBytes = 4_096; // Tiny ones would be filled anew in every frame.
          byte[] bytes = Stream.written(Node.CODEC, chain(LONG), bufferBytes);
          Stream.read(Node.CODEC, bytes, bufferBytes);
          Bytes.copy(Node.TAG, nested(WireOutput.MAX_DEPTH_OF_CALL / 2));
        };
    Thread thread = new Thread(null, deepest, "small stack", 400 << 10);
    thread.setUncaughtExceptionHandler((dead, cause) -> thrown.set(cause));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  @Test
  void deeperThanACallMayBeIsAnErrorWhenWritten() {
    Node tooDeep = chain(WireOutput.MAX_DEPTH_OF_CALL + 1);
    assertThatThrownBy(() -> Bytes.ofCall(Node.CODEC, tooDeep))
        .isInstanceOf(UnsavableException.class)
        .hasMessageContaining(WireOutput.MAX_DEPTH_OF_CALL + " deep")
        .hasMessageContaining(Node.class.getName());
  }

  @Test
  void aCycleInACallIsAnError() {
    assertThatThrownBy(() -> Bytes.ofCall(Node.CODEC, ring(1)))
        .isInstanceOf(UnsavableException.class)
        .hasMessageContaining("in a cycle");
  }

  @Test
  void deeperThanACallMayBeIsMalformedWhenRead() {
    WireOutput out = WireOutput.forCall();
    int levels = 1_000_000;
    for (int i = levels; i > 0; i--) {
      out.writeInt(i * 5 - 4); // A node of so many bytes:
      out.writeVarInt(0); // without a name, and then the next.
    }
    assertThatThrownBy(() -> Bytes.read(Node.CODEC, out.toByteArray()))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void anOutputIsUsableAfterAnError() {
    WireOutput out = WireOutput.forCall();
    Node tooDeep = chain(WireOutput.MAX_DEPTH_OF_CALL + 1);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> Node.CODEC.write(tooDeep, out))
          .isInstanceOf(UnsavableException.class);
      out.clear();
      Node.CODEC.write(chain(LONG), out);
      out.truncate(0);
    }
  }
}
