package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;

/**
 * One permitted subtype of a sealed interface, with its codec: what {@link Codecs#subtype} makes.
 *
 * @param <S> the subtype
 */
public final class SubtypeCodec<S> {

  private final Class<S> type;
  private final WireCodec<S> codec;

  SubtypeCodec(Class<S> type, WireCodec<S> codec) {
    this.type = type;
    this.codec = codec;
  }

  Class<S> type() {
    return type;
  }

  WireCodec<S> codec() {
    return codec;
  }

  /** What stands for the subtype: it follows from its name alone, and is never 0. */
  int tag() {
    int hash = type.getName().hashCode();
    return hash == 0 ? 1 : hash;
  }
}
