package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;

/** What a codec may meet within the values that it writes. */
final class Nesting {

  private Nesting() {}

  /**
   * Whether values of a codec hold nothing that could change, or be in a cycle: such an element is
   * whole once it was read, and found as long as it is held.
   */
  static boolean isPlain(WireCodec<?> codec) {
    return !(codec instanceof RecordCodec
        || codec instanceof ReplicatedCodec
        || codec instanceof SealedCodec
        || codec instanceof ContainerCodec
        || codec instanceof ArrayCodec
        || (codec instanceof NullableCodec<?> nullable && nullable.holdsOthers()));
  }
}
