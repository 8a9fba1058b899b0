package dev.understudy.example;

import dev.understudy.UpdateContext;
import java.time.Duration;

/**
 * One click on the page of the box office, named so that it can be sent again: a page that got no
 * answer repeats it, with the same number, until it has one.
 *
 * @param page the loaded page on which it was made: a random name, new with each loading
 * @param number counts the clicks of that page from 1; the page sends the next one only when this
 *     one is answered
 * @param visitor who clicked
 * @param wish what they want
 * @param seat of which seat
 */
public record Click(String page, long number, String visitor, Wish wish, String seat) {

  /** What a visitor may want of a seat. */
  public enum Wish {
    /** To have it kept for two minutes. */
    HOLD,
    /** To have it kept no longer. */
    LET_GO,
    /** To buy it. */
    BOOK,
    /** To give back the ticket for it. */
    RETURN
  }

  /**
   * What became of a click.
   *
   * @param granted whether the visitor got what they wanted
   * @param message one sentence for the visitor
   */
  public record Outcome(boolean granted, String message) {}

  private static final Duration HOLD = Duration.ofMinutes(2);

  /** Does as the visitor wishes, as a part of an update, and says so in a sentence for them. */
  String grant(BoxOffice office, UpdateContext context)
      throws SeatTakenException, UnknownSeatException, UnknownTicketException {
    return switch (wish) {
      case HOLD -> {
        Hold hold = office.hold(seat, visitor, HOLD, context);
        yield "Seat " + hold.seat() + " is kept for you for two minutes.";
      }
      case LET_GO -> {
        Hold hold = office.hold(seat, visitor, Duration.ZERO, context);
        office.releaseLapsedHolds(context);
        yield "Seat " + hold.seat() + " is on sale again.";
      }
      case BOOK -> {
        Ticket ticket = office.book(seat, visitor);
        yield "Seat " + ticket.seat() + " is yours: ticket " + ticket.number() + ".";
      }
      case RETURN -> {
        Ticket ticket = office.cancel(ticketIn(office).number());
        yield "Ticket " + ticket.number() + " for seat " + ticket.seat() + " is returned.";
      }
    };
  }

  /** The visitor's own ticket: nobody returns another's. */
  private Ticket ticketIn(BoxOffice office) throws UnknownTicketException {
    return office.ticketsOf(visitor).stream()
        .filter(ticket -> ticket.seat().name().equals(seat))
        .findFirst()
        .orElseThrow(
            () -> new UnknownTicketException(visitor + " has no ticket for seat " + seat + "."));
  }
}
