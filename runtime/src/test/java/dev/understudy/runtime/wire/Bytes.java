package dev.understudy.runtime.wire;

/** Values to bytes and back. */
final class Bytes {

  private Bytes() {}

  static <T> byte[] ofCall(WireCodec<T> codec, T value) {
    return written(codec, value, WireOutput.forCall());
  }

  static <T> byte[] ofSnapshot(WireCodec<T> codec, T value) {
    return written(codec, value, WireOutput.forSnapshot());
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
