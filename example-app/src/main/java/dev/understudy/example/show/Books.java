package dev.understudy.example.show;

import dev.understudy.example.Bookings;
import dev.understudy.example.Takings;
import dev.understudy.example.Ticket;
import java.util.ArrayList;
import java.util.List;

/**
 * What the box office says at the end.
 *
 * @param tickets all that are in anybody's hands
 * @param takings the sums
 */
record Books(List<Ticket> tickets, Takings takings) {

  private static final int PAGE = 1_000;

  /** Asks an office for its books. */
  static Books of(Bookings office) {
    List<Ticket> tickets = new ArrayList<>();
    List<Ticket> page = office.ticketsFrom(1, PAGE);
    while (!page.isEmpty()) {
      tickets.addAll(page);
      page = office.ticketsFrom(page.get(page.size() - 1).number() + 1, PAGE);
    }
    return new Books(tickets, office.takings());
  }
}
