package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.GrowingBytes;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WireSource;
import java.io.ByteArrayOutputStream;

/** State that is written and read as a stream, through buffers of any size. */
final class Stream {

  private Stream() {}

  /** What is written through an array of a size. */
  static <T> byte[] written(WireCodec<T> codec, T value, int steadyBytes) {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    WireOutput out = WireOutput.forSnapshot(taken::write, steadyBytes, GrowingBytes.LARGEST_BYTES);
    codec.write(value, out);
    out.finish();
    assertThat(out.written()).isEqualTo(taken.size());
    assertThat(out.array()).hasSize(steadyBytes);
    return taken.toByteArray();
  }

  /** A stream of these bytes, read through a window of a size. */
  static WireInput of(byte[] bytes, int windowBytes) {
    return WireInput.ofSnapshot(source(bytes), bytes.length, windowBytes);
  }

  /** Gives as many bytes as it is asked for, but never more than seven at a time. */
  static WireSource source(byte[] bytes) {
    int[] at = {0};
    return (target, offset, length) -> {
      if (length <= 0) {
        throw new AssertionError("nothing is wanted"); // Made here, for tests with a small stack.
      }
      int read = Math.min(Math.min(length, 7), bytes.length - at[0]);
      System.arraycopy(bytes, at[0], target, offset, read);
      at[0] += read;
      return read == 0 ? -1 : read;
    };
  }

  /** What is read through a window of a size. */
  static <T> T read(WireCodec<T> codec, byte[] bytes, int windowBytes) {
    WireInput in = of(bytes, windowBytes);
    T value = codec.read(in);
    in.endOfArguments();
    assertThat(in.left()).isZero();
    return value;
  }
}
