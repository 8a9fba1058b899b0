package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** Values to bytes and back; state by one array and as a stream, which must not differ. */
final class Bytes {

  private static final int[] STREAM_SIZES = {1, 16, 100};

  private Bytes() {}

  static <T> byte[] ofCall(WireCodec<T> codec, T value) {
    return written(codec, value, WireOutput.forCall());
  }

  static <T> byte[] ofSnapshot(WireCodec<T> codec, T value) {
    byte[] bytes = written(codec, value, WireOutput.forSnapshot());
    for (int steadyBytes : STREAM_SIZES) {
      assertThat(Stream.written(codec, value, steadyBytes)).isEqualTo(bytes);
    }
    return bytes;
  }

  static <T> byte[] forComparison(WireCodec<T> codec, T value) {
    return written(codec, value, WireOutput.forComparison());
  }

  private static <T> byte[] written(WireCodec<T> codec, T value, WireOutput out) {
    codec.write(value, out);
    return out.toByteArray();
  }

  static <T> T read(WireCodec<T> codec, byte[] bytes) {
    WireInput in = new WireInput(bytes);
    T value = codec.read(in);
    in.endOfArguments();
    return value;
  }

  static <T> T readSnapshot(WireCodec<T> codec, byte[] bytes) {
    WireInput in = WireInput.ofSnapshot(bytes, 0, bytes.length);
    T value = codec.read(in);
    in.endOfArguments();
    byte[] again = written(codec, value, WireOutput.forSnapshot());
    for (int windowBytes : STREAM_SIZES) {
      value = Stream.read(codec, bytes, windowBytes);
      assertThat(written(codec, value, WireOutput.forSnapshot())).isEqualTo(again);
    }
    return value;
  }

  /** What comes out at the other side of a call. */
  static <T> T copy(WireCodec<T> codec, T value) {
    return read(codec, ofCall(codec, value));
  }

  /** What is restored from a snapshot. */
  static <T> T restored(WireCodec<T> codec, T value) {
    return readSnapshot(codec, ofSnapshot(codec, value));
  }
}
