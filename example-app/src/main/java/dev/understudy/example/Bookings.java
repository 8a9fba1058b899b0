package dev.understudy.example;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What can be asked of a box office. {@link BoxOffice} implements it, and so do the generated
 * client and the generated primary: code that is written against it does not know which it has.
 */
public interface Bookings {

  /**
   * Sells a seat.
   *
   * @param seat its name, for example {@code C17}
   * @param holder who buys it
   * @throws SeatTakenException if somebody else has it, or it is kept for them
   * @throws UnknownSeatException if the house has no such seat
   */
  Ticket book(String seat, String holder) throws SeatTakenException, UnknownSeatException;

  /**
   * Sells the best seat that is left in a category.
   *
   * @param holder who buys it
   * @throws SoldOutException if none is left
   */
  Ticket bookBest(PriceCategory category, String holder) throws SoldOutException;

  /**
   * Takes a ticket back, and puts its seat on sale again.
   *
   * @param ticket its number
   * @return the ticket, for the refund
   * @throws UnknownTicketException if no such ticket is in anybody's hands
   */
  Ticket cancel(long ticket) throws UnknownTicketException;

  /** Sets what seats of a category cost from now on; tickets that are sold keep their price. */
  void setPrice(PriceCategory category, BigDecimal price);

  /** What seats cost today. */
  Map<PriceCategory, BigDecimal> prices();

  /** The whole house, seat by seat. */
  HousePlan housePlan();

  /** How many seats are on sale. */
  int seatsLeft();

  /** How many seats are kept for somebody. */
  int seatsHeld();

  /** The tickets of one holder, by number. */
  List<Ticket> ticketsOf(String holder);

  /**
   * All tickets, a page at a time: a large house does not fit into one answer.
   *
   * @param number the page begins with this number, or the next one that is sold
   * @param atMost the size of the page
   */
  List<Ticket> ticketsFrom(long number, int atMost);

  /** The books. */
  Takings takings();
}
