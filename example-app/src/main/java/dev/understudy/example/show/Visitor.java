package dev.understudy.example.show;

import dev.understudy.CallRefusedException;
import dev.understudy.NoPrimaryException;
import dev.understudy.UnderstudyException;
import dev.understudy.example.Bookings;
import dev.understudy.example.PriceCategory;
import dev.understudy.example.SoldOutException;
import dev.understudy.example.Ticket;
import dev.understudy.example.UnknownTicketException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Somebody who never tires of booking. Each booking has a holder of its own, so that one that was
 * made twice is two tickets for one holder. For one thread.
 */
final class Visitor {

  private static final int CALLS_BETWEEN_RETURNS = 3;
  private static final int CALLS_BETWEEN_QUESTIONS = 10;

  private final String name;
  private final Bookings office;
  private final Ledger ledger;
  private final Waits waits;
  private final int mostTickets;
  private final Deque<Ticket> tickets = new ArrayDeque<>();
  private long calls;
  private long bookings;

  /**
   * @param office where to book: what it is behind the interface, a visitor does not know
   * @param ledger for what is acknowledged
   * @param waits for how long each call takes
   * @param mostTickets with so many tickets, the oldest is returned before another is bought
   */
  Visitor(String name, Bookings office, Ledger ledger, Waits waits, int mostTickets) {
    this.name = name;
    this.office = office;
    this.ledger = ledger;
    this.waits = waits;
    this.mostTickets = mostTickets;
  }

  /** Makes one call, and waits for its answer. */
  void call() {
    calls++;
    long startNanos = System.nanoTime();
    if (calls % CALLS_BETWEEN_QUESTIONS == 0) {
      ask();
    } else if (tickets.size() >= mostTickets
        || (calls % CALLS_BETWEEN_RETURNS == 0 && !tickets.isEmpty())) {
      giveBack(tickets.remove());
    } else {
      book();
    }
    waits.add(new Wait(startNanos, System.nanoTime()));
  }

  private void book() {
    bookings++;
    PriceCategory[] categories = PriceCategory.values();
    PriceCategory category = categories[(int) (bookings % categories.length)];
    String holder = name + ", booking " + bookings;
    try {
      Ticket ticket = office.bookBest(category, holder);
      ledger.booked(ticket);
      tickets.add(ticket);
    } catch (SoldOutException | NoPrimaryException | CallRefusedException e) {
      ledger.failed("booking for " + holder, e);
    } catch (UnderstudyException e) {
      ledger.bookingInDoubt(holder, e);
    }
  }

  private void giveBack(Ticket ticket) {
    try {
      ledger.returned(office.cancel(ticket.number()));
    } catch (UnknownTicketException | NoPrimaryException | CallRefusedException e) {
      ledger.failed("return of ticket " + ticket.number(), e);
    } catch (UnderstudyException e) {
      ledger.returnInDoubt(ticket, e);
    }
  }

  private void ask() {
    try {
      office.seatsLeft();
    } catch (UnderstudyException e) {
      ledger.failed("question of " + name, e);
    }
  }
}
