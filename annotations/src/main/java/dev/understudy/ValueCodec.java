package dev.understudy;

/**
 * A codec of the user's own, named by {@link Codec}. It must be stateless, and deterministic: equal
 * values are written as equal bytes. Used by many threads at a time.
 *
 * @param <T> the type that it writes and reads; null is dealt with before the codec is asked
 */
public interface ValueCodec<T> {

  /**
   * Writes a value.
   *
   * @param value never null
   * @param out where to
   */
  void write(T value, StateOutput out);

  /**
   * Reads a value that {@link #write} wrote.
   *
   * @param in where from
   * @return the value, never null
   */
  T read(StateInput in);
}
