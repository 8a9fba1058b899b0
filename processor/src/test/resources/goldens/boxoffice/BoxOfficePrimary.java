package dev.x;

import static dev.x.BoxOfficeReplica.Wire;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.spi.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The primary of {@link BoxOffice}: a caller in the same process uses it as it would the class, on any
 * thread but the writer. Every update is numbered and forwarded.
 *
 * <p>A call that is answered will not be lost. Calls that wait when the pair stops are answered, or fail
 * with {@code CallRefusedException} and have changed nothing, as all later ones. When this process dies, they die
 * with it: each was applied once or not at all, and the state tells which.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class BoxOfficePrimary implements Bookings {
  /**
   * Where its calls go.
   */
  private final Caller caller;

  /**
   * Makes the primary of this process.
   *
   * @param caller where its calls go: to the writer
   */
  public BoxOfficePrimary(Caller caller) {
    this.caller = caller;
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
    return caller.call(Wire.BOOK, Wire.bookArguments(seat, holder));
  }

  /**
   * Calls {@code book} without waiting for its outcome: see {@link BoxOffice#book(String, String)}.
   *
   * @param seat as there
   * @param holder as there
   * @return completes with its outcome
   */
  public CompletableFuture<Ticket> bookAsync(String seat, String holder) {
    return caller.callAsync(Wire.BOOK, Wire.bookArguments(seat, holder));
  }

  /**
   * Calls {@code cancel}: see {@link BoxOffice#cancel(String)}.
   *
   * @param seat as there
   * @return as there
   */
  public boolean cancel(String seat) {
    return caller.call(Wire.CANCEL_STRING, Wire.cancelStringArguments(seat));
  }

  /**
   * Calls {@code cancel} without waiting for its outcome: see {@link BoxOffice#cancel(String)}.
   *
   * @param seat as there
   * @return completes with its outcome
   */
  public CompletableFuture<Boolean> cancelAsync(String seat) {
    return caller.callAsync(Wire.CANCEL_STRING, Wire.cancelStringArguments(seat));
  }

  /**
   * Calls {@code cancel}: see {@link BoxOffice#cancel(long)}.
   *
   * @param number as there
   */
  public void cancel(long number) {
    caller.call(Wire.CANCEL_LONG, Wire.cancelLongArguments(number));
  }

  /**
   * Calls {@code cancel} without waiting for its outcome: see {@link BoxOffice#cancel(long)}.
   *
   * @param number as there
   * @return completes with its outcome
   */
  public CompletableFuture<Void> cancelAsync(long number) {
    return caller.callAsync(Wire.CANCEL_LONG, Wire.cancelLongArguments(number));
  }

  /**
   * Calls {@code touch}: see {@link BoxOffice#touch(UpdateContext, String[])}.
   *
   * @param seatsTouched as there
   * @return as there
   */
  public Optional<Instant> touch(String... seatsTouched) {
    return caller.call(Wire.TOUCH, Wire.touchArguments(seatsTouched));
  }

  /**
   * Calls {@code touch} without waiting for its outcome: see {@link BoxOffice#touch(UpdateContext, String[])}.
   *
   * @param seatsTouched as there
   * @return completes with its outcome
   */
  public CompletableFuture<Optional<Instant>> touchAsync(String... seatsTouched) {
    return caller.callAsync(Wire.TOUCH, Wire.touchArguments(seatsTouched));
  }

  /**
   * Calls {@code seatsLeft}: see {@link BoxOffice#seatsLeft()}.
   *
   * @return as there
   */
  @Override
  public int seatsLeft() {
    return caller.call(Wire.SEATS_LEFT, Wire.seatsLeftArguments());
  }

  /**
   * Calls {@code seatsLeft} without waiting for its outcome: see {@link BoxOffice#seatsLeft()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Integer> seatsLeftAsync() {
    return caller.callAsync(Wire.SEATS_LEFT, Wire.seatsLeftArguments());
  }

  /**
   * Calls {@code byHolder}: see {@link BoxOffice#byHolder()}.
   *
   * @return as there
   */
  public Map<String, List<Ticket>> byHolder() {
    return caller.call(Wire.BY_HOLDER, Wire.byHolderArguments());
  }

  /**
   * Calls {@code byHolder} without waiting for its outcome: see {@link BoxOffice#byHolder()}.
   *
   * @return completes with its outcome
   */
  public CompletableFuture<Map<String, List<Ticket>>> byHolderAsync() {
    return caller.callAsync(Wire.BY_HOLDER, Wire.byHolderArguments());
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
    return caller.call(Wire.BOOK_ALL, Wire.bookAllArguments(seats, holder));
  }

  /**
   * Calls {@code bookAll} without waiting for its outcome: see {@link BoxOffice#bookAll(List, String)}.
   *
   * @param seats as there
   * @param holder as there
   * @return completes with its outcome
   */
  public CompletableFuture<List<Ticket>> bookAllAsync(List<String> seats, String holder) {
    return caller.callAsync(Wire.BOOK_ALL, Wire.bookAllArguments(seats, holder));
  }
}
