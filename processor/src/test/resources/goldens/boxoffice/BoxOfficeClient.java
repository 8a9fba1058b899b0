package dev.x;

import static dev.x.BoxOfficeReplica.Wire;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.client.ClientSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * A client of {@link BoxOffice}, for any thread. It survives takeovers without its callers noticing more
 * than a delay; each update is applied exactly once.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class BoxOfficeClient implements Bookings, AutoCloseable {
  /**
   * Its numbered conversation with the pair.
   */
  private final ClientSession session;

  /**
   * Makes a client.
   *
   * @param session its conversation
   */
  private BoxOfficeClient(ClientSession session) {
    this.session = session;
  }

  /**
   * Connects to the primary that serves a directory, with the default options.
   *
   * @param directory the directory of the pair
   * @return the client, to be closed
   * @throws dev.understudy.NoPrimaryException when none answered in time
   */
  public static BoxOfficeClient connect(Path directory) {
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
  public static BoxOfficeClient connect(Path directory, ClientOptions options) {
    return new BoxOfficeClient(ClientSession.connect(Wire.SERVER_CLASS, directory, options));
  }

  /**
   * Calls {@code book}: see {@link BoxOffice#book(String, String)}.
   *
   * @param seat as there
   * @param holder as there
   * @return as there
   * @throws SeatTakenException as there
   */
  @Override
  public Ticket book(String seat, String holder) throws SeatTakenException {
    return session.call(Wire.BOOK, Wire.bookArguments(seat, holder));
  }

  /**
   * Calls {@code book} without waiting for its outcome: see {@link BoxOffice#book(String, String)}.
   *
   * @param seat as there
   * @param holder as there
   * @return completes with its outcome
   */
  public CompletableFuture<Ticket> bookAsync(String seat, String holder) {
    return session.callAsync(Wire.BOOK, Wire.bookArguments(seat, holder));
  }

  /**
   * Calls {@code cancel}: see {@link BoxOffice#cancel(String)}.
   *
   * @param seat as there
   * @return as there
   */
  public boolean cancel(String seat) {
    return session.call(Wire.CANCEL_STRING, Wire.cancelStringArguments(seat));
  }

  /**
   * Calls {@code cancel} without waiting for its outcome: see {@link BoxOffice#cancel(String)}.
   *
   * @param seat as there
   * @return completes with its outcome
   */
  public CompletableFuture<Boolean> cancelAsync(String seat) {
    return session.callAsync(Wire.CANCEL_STRING, Wire.cancelStringArguments(seat));
  }

  /**
   * Calls {@code cancel}: see {@link BoxOffice#cancel(long)}.
   *
   * @param number as there
   */
  public void cancel(long number) {
    session.call(Wire.CANCEL_LONG, Wire.cancelLongArguments(number));
  }

  /**
   * Calls {@code cancel} without waiting for its outcome: see {@link BoxOffice#cancel(long)}.
   *
   * @param number as there
   * @return completes with its outcome
   */
  public CompletableFuture<Void> cancelAsync(long number) {
    return session.callAsync(Wire.CANCEL_LONG, Wire.cancelLongArguments(number));
  }

  /**
   * Calls {@code touch}: see {@link BoxOffice#touch(UpdateContext, String[])}.
   *
   * @param seatsTouched as there
   * @return as there
   */
  public Optional<Instant> touch(String... seatsTouched) {
    return session.call(Wire.TOUCH, Wire.touchArguments(seatsTouched));
  }

  /**
   * Calls {@code touch} without waiting for its outcome: see {@link BoxOffice#touch(UpdateContext, String[])}.
   *
   * @param seatsTouched as there
   * @return completes with its outcome
   */
  public CompletableFuture<Optional<Instant>> touchAsync(String... seatsTouched) {
    return session.callAsync(Wire.TOUCH, Wire.touchArguments(seatsTouched));
  }

  /**
   * Calls {@code seatsLeft}: see {@link BoxOffice#seatsLeft()}.
   *
   * @return as there
   */
  @Override
  public int seatsLeft() {
    return session.call(Wire.SEATS_LEFT, Wire.seatsLeftArguments());
  }

  /**
   * Calls {@code seatsLeft} without waiting for its outcome: see {@link BoxOffice#seatsLeft()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Integer> seatsLeftAsync() {
    return session.callAsync(Wire.SEATS_LEFT, Wire.seatsLeftArguments());
  }

  /**
   * Calls {@code byHolder}: see {@link BoxOffice#byHolder()}.
   *
   * @return as there
   */
  public Map<String, List<Ticket>> byHolder() {
    return session.call(Wire.BY_HOLDER, Wire.byHolderArguments());
  }

  /**
   * Calls {@code byHolder} without waiting for its outcome: see {@link BoxOffice#byHolder()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Map<String, List<Ticket>>> byHolderAsync() {
    return session.callAsync(Wire.BY_HOLDER, Wire.byHolderArguments());
  }

  /**
   * Calls {@code bookAll}: see {@link BoxOffice#bookAll(List, String)}.
   *
   * @param seats as there
   * @param holder as there
   * @return as there
   * @throws SeatTakenException as there
   */
  @Override
  public List<Ticket> bookAll(List<String> seats, String holder) throws SeatTakenException {
    return session.call(Wire.BOOK_ALL, Wire.bookAllArguments(seats, holder));
  }

  /**
   * Calls {@code bookAll} without waiting for its outcome: see {@link BoxOffice#bookAll(List, String)}.
   *
   * @param seats as there
   * @param holder as there
   * @return completes with its outcome
   */
  public CompletableFuture<List<Ticket>> bookAllAsync(List<String> seats, String holder) {
    return session.callAsync(Wire.BOOK_ALL, Wire.bookAllArguments(seats, holder));
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
