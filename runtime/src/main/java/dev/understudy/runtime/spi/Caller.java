package dev.understudy.runtime.spi;

import dev.understudy.runtime.wire.WireOutput;
import java.util.concurrent.CompletableFuture;

/**
 * Where the calls of a generated client or primary go: over a socket, or to the writer of this
 * process. For use by any thread but the writer.
 */
public interface Caller {

  /**
   * Calls an operation and waits for its outcome.
   *
   * @param operation what to call
   * @param arguments its encoded arguments, not to be used afterwards
   * @return what the method returned
   * @param <R> the type of the result
   * @param <E> lets the exceptions that the operation declares out, as themselves
   * @throws E what the method threw, if it declares it
   * @throws dev.understudy.UnderstudyException otherwise; its type says whether a retry is safe
   */
  <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E;

  /**
   * Calls an operation. May block while too many calls are in flight.
   *
   * @param operation what to call
   * @param arguments its encoded arguments, not to be used afterwards
   * @return the outcome; it completes exceptionally with what {@link #call} would throw
   * @param <R> the type of the result
   */
  <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments);
}
