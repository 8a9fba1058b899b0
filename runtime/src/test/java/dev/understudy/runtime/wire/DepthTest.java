package dev.understudy.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void theDeepestThatIsAllowedIsWrittenAndRead() {
    Node restored = Bytes.restored(Node.CODEC, chain(WireOutput.MAX_DEPTH - 1));
    int length = 0;
    for (Node node = restored; node != null; node = node.next) {
      length++;
    }
    assertThat(length).isEqualTo(WireOutput.MAX_DEPTH - 1);
    Node.Tag tag = nested(WireOutput.MAX_DEPTH / 2);
    assertThat(Bytes.copy(Node.TAG, tag)).isEqualTo(tag);
  }

  @Test
  void theDeepestThatIsAllowedFitsASmallStack() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Runnable deepest =
        () -> {
          int bufferBytes = 4_096; // Tiny ones would be filled anew in every frame.
          byte[] bytes = Stream.written(Node.CODEC, chain(WireOutput.MAX_DEPTH - 1), bufferBytes);
          Stream.read(Node.CODEC, bytes, bufferBytes);
          Bytes.copy(Node.TAG, nested(WireOutput.MAX_DEPTH / 2));
        };
    Thread thread = new Thread(null, deepest, "small stack", 680 << 10);
    thread.setUncaughtExceptionHandler((dead, cause) -> thrown.set(cause));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  @Test
  void deeperIsAnErrorWhenWritten() {
    assertThatThrownBy(() -> Bytes.ofSnapshot(Node.CODEC, chain(WireOutput.MAX_DEPTH + 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(WireOutput.MAX_DEPTH + " deep")
        .hasMessageContaining(Node.class.getName());
    assertThatThrownBy(() -> Bytes.ofCall(Node.TAG, nested(WireOutput.MAX_DEPTH)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCycleInACallIsAnError() {
    Node one = new Node("one");
    one.next = one;
    assertThatThrownBy(() -> Bytes.ofCall(Node.CODEC, one))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a cycle");
  }

  @Test
  void deeperIsMalformedWhenRead() {
    WireOutput out = WireOutput.forCall();
    int levels = 100_000;
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
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> Node.CODEC.write(chain(WireOutput.MAX_DEPTH + 1), out))
          .isInstanceOf(IllegalStateException.class);
      out.clear();
      Node.CODEC.write(chain(WireOutput.MAX_DEPTH - 1), out);
      out.truncate(0);
    }
  }
}
