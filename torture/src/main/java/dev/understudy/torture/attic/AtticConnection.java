package dev.understudy.torture.attic;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * A client of a pair that has an attic, in whatever mode. For any thread.
 *
 * @param calls all but one of its calls
 * @param observe the one that has another form at a client
 * @param pay brings coins without waiting for the answer
 * @param end says goodbye
 */
public record AtticConnection(
    AtticCalls calls, IntFunction<Reading> observe, Payment pay, Runnable end)
    implements AutoCloseable {

  /** Brings coins to a box. */
  @FunctionalInterface
  public interface Payment {
    /** Calls, and does not wait. */
    CompletableFuture<Long> make(int box, long coins);
  }

  @Override
  public void close() {
    end.run();
  }
}
