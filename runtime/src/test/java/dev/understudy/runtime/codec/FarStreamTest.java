package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams of more bytes than an int can tell. */
class FarStreamTest {

  private static final long FAR_BYTES = 3L << 30;
  private static final int MEBIBYTE = 1 << 20;

  /** Bytes first, and then zeros for ever. */
  private static WireInput zerosAfter(WireOutput first) {
    int[] at = {0};
    return WireInput.ofSnapshot(
        (target, offset, length) -> {
          int read = Math.min(length, first.size() - at[0]);
          if (read == 0) {
            return length; // What is in the window makes no difference here.
          }
          System.arraycopy(first.array(), at[0], target, offset, read);
          at[0] += read;
          return read;
        },
        FAR_BYTES);
  }

  @Test
  void objectsAreReadAtTheBeginAndAtTheEnd() {
    WireOutput out = WireOutput.forSnapshot();
    Node.CODEC.write(new Node("begin"), out);
    int begin = out.size();
    Node.CODEC.write(new Node("end"), out);
    byte[] end = out.toByteArray();
    long[] at = {0};
    long endAt = FAR_BYTES - (end.length - begin);
    WireInput in =
        WireInput.ofSnapshot(
            (target, offset, length) -> {
              if (at[0] >= begin && at[0] < endAt) {
                int read = (int) Math.min(length, endAt - at[0]);
                at[0] += read;
                return read;
              }
              int from = (int) (at[0] < begin ? at[0] : begin + at[0] - endAt);
              int read = Math.min(length, (at[0] < begin ? begin : end.length) - from);
              System.arraycopy(end, from, target, offset, read);
              at[0] += read;
              return read;
            },
            FAR_BYTES);
    assertThat(Node.CODEC.read(in).name).isEqualTo("begin");
    assertThat(in.left()).isEqualTo(FAR_BYTES - begin);
    byte[] passed = new byte[MEBIBYTE];
    while (in.left() > end.length - begin) {
      in.readRaw(passed, 0, (int) Math.min(MEBIBYTE, in.left() - (end.length - begin)));
    }
    assertThat(Node.CODEC.read(in).name).isEqualTo("end");
    assertThat(in.hasMore()).isFalse();
  }

  @Test
  void countsAreComparedWithAllThatIsLeft() {
    WireOutput out = WireOutput.forSnapshot();
    out.writeVarInt(Integer.MAX_VALUE);
    out.writeVarInt(1_000_000_000);
    out.writeVarInt(1_000_000_000);
    out.writeVarInt(1_000_000_000);
    assertThat(zerosAfter(out).readCount()).isEqualTo(Integer.MAX_VALUE);
    WireInput in = zerosAfter(out);
    in.readElementCount(); // 2 GiB of 3 are promised,
    in.readElementCount(); // and almost all of the rest.
    assertThatThrownBy(in::readElementCount)
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("1000000000 elements in 73");
  }

  @Test
  void whatIsPromisedAroundAnObjectIsPromisedWhenItIsLeft() {
    WireOutput out = WireOutput.forSnapshot();
    out.writeVarInt(Integer.MAX_VALUE);
    out.writeVarInt(1_000_000_000); // Together more than an int can tell.
    Node.CODEC.write(new Node("inner"), out);
    out.writeVarInt(100_000_000);
    WireInput in = zerosAfter(out);
    in.readElementCount();
    in.readElementCount();
    in.nextElement();
    assertThat(Node.CODEC.read(in).name).isEqualTo("inner");
    assertThatThrownBy(in::readElementCount)
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("100000000 elements in 73");
  }

  @Test
  void anObjectWithinAnotherKnowsWhatSurroundsIt() {
    Node outer = new Node("outer");
    outer.next = new Node("inner");
    outer.tag = new Node.Tag("after", null, List.of());
    WireOutput out = WireOutput.forSnapshot();
    Node.CODEC.write(outer, out);
    WireInput in = zerosAfter(out);
    assertThat(Node.CODEC.read(in).tag.text()).isEqualTo("after");
    assertThat(in.left()).isEqualTo(FAR_BYTES - out.size());
  }

  @Test
  void theLastObjectEndsBeforeItsLengthWhereverObjectsInItEnd() {
    WireOutput out = WireOutput.forSnapshot();
    out.writeInt(WireOutput.LAST_OBJECT);
    Node.CODEC.write(new Node("inner"), out);
    WireInput in = zerosAfter(out);
    assertThat(in.readInt()).isEqualTo(WireOutput.LAST_OBJECT);
    assertThat(in.enterLast()).isEqualTo(FAR_BYTES - Integer.BYTES - Long.BYTES);
    assertThat(Node.CODEC.read(in).name).isEqualTo("inner");
    assertThat(in.left()).isEqualTo(FAR_BYTES - out.size() - Long.BYTES);
  }
}
