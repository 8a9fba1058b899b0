package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads collections or maps. As the value of a state field, one may be of a kind that
 * only the constructor of its owner can make, such as one with a comparator: then it is written as
 * the field's own kind, and what the constructor made is refilled.
 *
 * @param <T> the declared type
 */
public interface RefillableCodec<T> extends WireCodec<T> {

  /**
   * Writes the value of a state field.
   *
   * @param own what the constructor of the owner leaves in the field; null if nothing
   * @throws UnsavableException when it, or something within it, could not be restored
   */
  void writeField(@Nullable T value, @Nullable OwnKind own, WireOutput out);

  /**
   * Reads the value of a state field that is not final.
   *
   * @param existing what the constructor of the owner left in the field
   * @return what to set the field to: {@code existing}, refilled, if the value was of the field's
   *     own kind; else a new one
   * @throws MalformedInputException when the bytes cannot have been written by {@link #writeField},
   *     or say the field's own kind and nothing is there
   */
  @Nullable T readField(@Nullable T existing, WireInput in);

  /**
   * Reads the value of a final state field, whatever kind was written: empties what is there and
   * fills it again.
   *
   * @param existing what the constructor of the owner made
   * @throws MalformedInputException when the bytes cannot have been written by {@link #writeField}
   * @throws IllegalStateException when {@code existing} cannot be emptied and filled
   */
  void refill(T existing, WireInput in);

  /** What it reads at least, and a field for it holds. */
  Class<?> declared();

  /**
   * Refuses what a state field cannot keep, without looking at what it holds.
   *
   * @param own what the constructor of the owner leaves in the field; null if nothing
   * @throws UnsavableException when it could not be restored
   */
  void check(T value, @Nullable OwnKind own);
}
