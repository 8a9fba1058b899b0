package dev.understudy.linearizability;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server does when it serves one call after the other. For a class that changes itself, see
 * {@link ModelOfClass}.
 *
 * @param <S> a state; the model never changes one that it has given away
 * @param <O> an operation with its arguments
 * @param <R> a result, or the exception that a call ended with
 */
public interface SequentialModel<S, O, R> {

  /** The state before the first call. */
  S initial();

  /**
   * Applies an operation. Deterministic, and without a trace in the state that it is given.
   *
   * @return the next state and the result
   */
  Step<S, R> apply(S state, O operation);

  /**
   * What stands for a state: two states are the same to every later call if these are equal. It
   * needs {@code equals}, {@code hashCode}, and a {@code toString} for people.
   */
  default Object fingerprint(S state) {
    return state;
  }

  /** Whether a client that was told the second result could have been told the first. */
  default boolean isSame(@Nullable R expected, @Nullable R told) {
    return Objects.equals(expected, told);
  }

  /**
   * What an operation comes to.
   *
   * @param state the next one
   * @param result what the client is told; null if that is the result
   */
  record Step<S, R>(S state, @Nullable R result) {}
}
