package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts one byte before a value, which says whether it is there. Whatever the reading throws means
 * that the bytes were not written by this codec.
 */
final class NullableCodec<T> implements WireCodec<T> {

  private static final int ABSENT = 0;
  private static final int PRESENT = 1;

  private final String type;
  private final BiConsumer<T, WireOutput> writing;
  private final Function<WireInput, T> reading;
  private final boolean holdsOthers;

  /**
   * @param type what messages call the type
   */
  NullableCodec(String type, BiConsumer<T, WireOutput> writing, Function<WireInput, T> reading) {
    this(type, false, writing, reading);
  }

  /**
   * @param holdsOthers whether the value holds one that has a codec of its own
   */
  NullableCodec(
      String type,
      boolean holdsOthers,
      BiConsumer<T, WireOutput> writing,
      Function<WireInput, T> reading) {
    this.type = type;
    this.holdsOthers = holdsOthers;
    this.writing = writing;
    this.reading = reading;
  }

  boolean holdsOthers() {
    return holdsOthers;
  }

  @Override
  public void write(@Nullable T value, WireOutput out) {
    if (value == null) {
      out.writeByte(ABSENT);
    } else {
      out.writeByte(PRESENT);
      writing.accept(value, out);
    }
  }

  @Override
  public @Nullable T read(WireInput in) {
    int presence = in.readByte();
    if (presence == ABSENT) {
      return null;
    }
    if (presence != PRESENT) {
      throw new MalformedInputException(presence + " before a " + type + ", instead of 0 or 1");
    }
    try {
      return reading.apply(in);
    } catch (MalformedInputException | ReadStep.Suspended e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedInputException("what is no " + type, e);
    }
  }
}
