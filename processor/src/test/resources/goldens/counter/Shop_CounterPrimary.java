package dev.x.counter;

import static dev.x.counter.Shop_CounterReplica.Wire;

import dev.understudy.runtime.spi.Caller;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The primary of {@link Shop.Counter}: a caller in the same process uses it as it would the class, on any
 * thread but the writer. Every update is numbered and forwarded.
 *
 * <p>A call that is answered will not be lost. Calls that wait when the pair stops are answered, or fail
 * with {@code CallRefusedException} and have changed nothing, as all later ones. When this process dies, they die
 * with it: each was applied once or not at all, and the state tells which.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
final class Shop_CounterPrimary {
  /**
   * Where its calls go.
   */
  private final Caller caller;

  /**
   * Makes the primary of this process.
   *
   * @param caller where its calls go: to the writer
   */
  public Shop_CounterPrimary(Caller caller) {
    this.caller = caller;
  }

  /**
   * Calls {@code next}: see {@link Shop.Counter#next()}.
   *
   * @return as there
   */
  public long next() {
    return caller.call(Wire.NEXT, Wire.nextArguments());
  }

  /**
   * Calls {@code next} without waiting for its outcome: see {@link Shop.Counter#next()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Long> nextAsync() {
    return caller.callAsync(Wire.NEXT, Wire.nextArguments());
  }

  /**
   * Calls {@code count}: see {@link Shop.Counter#count()}.
   *
   * @return as there
   */
  public long count() {
    return caller.call(Wire.COUNT, Wire.countArguments());
  }

  /**
   * Calls {@code count} without waiting for its outcome: see {@link Shop.Counter#count()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Long> countAsync() {
    return caller.callAsync(Wire.COUNT, Wire.countArguments());
  }
}
