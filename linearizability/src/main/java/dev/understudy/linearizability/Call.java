package dev.understudy.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * One call, as its client saw it. A call that has certainly changed nothing, because it was
 * refused, does not belong into a history.
 *
 * @param client who called, for people
 * @param invokedAt when, by a clock that all clients share
 * @param returnedAt when it was answered, by the same clock; {@link #NEVER} if nobody knows what
 *     became of it
 * @param operation what was called, with its arguments
 * @param result what the client was told; without a meaning if it never was
 * @param <O> an operation
 * @param <R> a result
 */
public record Call<O, R>(
    String client, long invokedAt, long returnedAt, O operation, @Nullable R result) {

  /** The call took effect at some time after it was made, or it will, or it never does. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Checks the order of the times. */
  public Call {
    if (returnedAt < invokedAt) {
      throw new IllegalArgumentException(
          "%s of %s returned at %d, before it was made at %d"
              .formatted(operation, client, returnedAt, invokedAt));
    }
  }

  /** A call whose result is known. */
  public static <O, R> Call<O, R> answered(
      String client, long invokedAt, long returnedAt, O operation, @Nullable R result) {
    if (returnedAt == NEVER) {
      throw new IllegalArgumentException(operation + " of " + client + " was never answered");
    }
    return new Call<>(client, invokedAt, returnedAt, operation, result);
  }

  /** A call of which nobody knows whether it took effect, or will. */
  public static <O, R> Call<O, R> unknown(String client, long invokedAt, O operation) {
    return new Call<>(client, invokedAt, NEVER, operation, null);
  }

  /** Whether its result is known. */
  public boolean isAnswered() {
    return returnedAt != NEVER;
  }

  @Override
  public String toString() {
    return isAnswered()
        ? "[%d, %d] %s: %s -> %s".formatted(invokedAt, returnedAt, client, operation, result)
        : "[%d, ...] %s: %s -> unknown".formatted(invokedAt, client, operation);
  }
}
