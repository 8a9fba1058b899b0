package dev.understudy.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one type, null included wherever the type is a reference. Codecs
 * are stateless and may be used by many threads at a time.
 *
 * @param <T> the type, boxed if it is primitive
 */
public interface WireCodec<T> {

  /** Writes a value, or null where the type is a reference. */
  void write(@Nullable T value, WireOutput out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MalformedInputException when the bytes cannot have been written by this codec
   */
  @Nullable T read(WireInput in);
}
