package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a primitive, which is never null, as it is. */
final class PrimitiveCodec<T> implements WireCodec<T> {

  private final BiConsumer<T, WireOutput> writing;
  private final Function<WireInput, T> reading;

  PrimitiveCodec(BiConsumer<T, WireOutput> writing, Function<WireInput, T> reading) {
    this.writing = writing;
    this.reading = reading;
  }

  @Override
  public void write(@Nullable T value, WireOutput out) {
    writing.accept(Objects.requireNonNull(value, "a primitive is never null"), out);
  }

  @Override
  public T read(WireInput in) {
    return reading.apply(in);
  }
}
