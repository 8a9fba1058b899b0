package dev.x.counter;

import static dev.x.counter.Shop_CounterReplica.Wire;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.client.ClientSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * A client of {@link Shop.Counter}, for any thread. It survives takeovers without its callers noticing more
 * than a delay; each update is applied exactly once.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
final class Shop_CounterClient implements AutoCloseable {
  /**
   * Its numbered conversation with the pair.
   */
  private final ClientSession session;

  /**
   * Makes a client.
   *
   * @param session its conversation
   */
  private Shop_CounterClient(ClientSession session) {
    this.session = session;
  }

  /**
   * Connects to the primary that serves a directory, with the default options.
   *
   * @param directory the directory of the pair
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static Shop_CounterClient connect(Path directory) {
    return connect(directory, ClientOptions.DEFAULTS);
  }

  /**
   * Connects to the primary that serves a directory.
   *
   * @param directory the directory of the pair
   * @param options the settings of this client
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static Shop_CounterClient connect(Path directory, ClientOptions options) {
    return new Shop_CounterClient(ClientSession.connect(Wire.SERVER_CLASS, directory, options));
  }

  /**
   * Calls {@code next}: see {@link Shop.Counter#next()}.
   *
   * @return as there
   */
  public long next() {
    return session.call(Wire.NEXT, Wire.nextArguments());
  }

  /**
   * Calls {@code next} without waiting for its outcome: see {@link Shop.Counter#next()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Long> nextAsync() {
    return session.callAsync(Wire.NEXT, Wire.nextArguments());
  }

  /**
   * Calls {@code count}: see {@link Shop.Counter#count()}.
   *
   * @return as there
   */
  public long count() {
    return session.call(Wire.COUNT, Wire.countArguments());
  }

  /**
   * Calls {@code count} without waiting for its outcome: see {@link Shop.Counter#count()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Long> countAsync() {
    return session.callAsync(Wire.COUNT, Wire.countArguments());
  }

  /**
   * The deaths of servers that this client was told of.
   *
   * @return the earliest first
   */
  public List<Obituary> obituaries() {
    return session.obituaries();
  }

  /**
   * Ends the session of this client.
   */
  @Override
  public void close() {
    session.close();
  }
}
