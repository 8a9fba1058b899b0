package dev.understudy.example.show;

import dev.understudy.example.Seat;
import dev.understudy.example.Ticket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every acknowledged booking is there exactly once: what the visitors were told, compared
 * with what the box office has.
 *
 * @param account what the visitors say
 * @param lost bookings that were acknowledged and are not there
 * @param doubled bookings that are there twice, or that nobody asked for
 * @param wrong whatever else does not agree
 */
record Verdict(
    Ledger.Account account, List<String> lost, List<String> doubled, List<String> wrong) {

  /** Compares the two. */
  static Verdict of(Ledger.Account account, Books books) {
    Verdict verdict = new Verdict(account, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    verdict.findTheTicketsOfTheVisitors(books);
    verdict.findTheVisitorsOfTheTickets(books);
    verdict.compareTheSums(books);
    return verdict;
  }

  /** Whether all is well: nothing lost, nothing doubled, and no call failed. */
  boolean passed() {
    return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty() && account.failedCalls() == 0;
  }

  /** All that is not as it should be, a line each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    lost.forEach(each -> faults.add("LOST     " + each));
    doubled.forEach(each -> faults.add("DOUBLED  " + each));
    wrong.forEach(each -> faults.add("WRONG    " + each));
    account.failures().forEach(each -> faults.add("FAILED   " + each));
    return faults;
  }

  private void findTheTicketsOfTheVisitors(Books books) {
    Map<Long, Ticket> there = new HashMap<>();
    books.tickets().forEach(ticket -> there.put(ticket.number(), ticket));
    for (Ticket ticket : account.inHand().values()) {
      Ticket found = there.get(ticket.number());
      if (found == null && !account.returnsInDoubt().contains(ticket.number())) {
        lost.add(describe(ticket));
      } else if (found != null && !found.equals(ticket)) {
        wrong.add(describe(ticket) + " has become " + describe(found));
      }
    }
    if (account.clash() != null) {
      lost.add("one of two tickets with one number: " + account.clash());
    }
  }

  private void findTheVisitorsOfTheTickets(Books books) {
    Map<String, Ticket> holders = new HashMap<>();
    Map<Seat, Ticket> seats = new HashMap<>();
    for (Ticket ticket : books.tickets()) {
      Ticket other = holders.put(ticket.holder(), ticket);
      if (other != null) {
        doubled.add(describe(ticket) + " and " + describe(other) + " are of one booking");
      } else if (!account.inHand().containsKey(ticket.number())
          && !account.bookingsInDoubt().contains(ticket.holder())) {
        doubled.add(describe(ticket) + " is in nobody's hands");
      }
      Ticket neighbour = seats.put(ticket.seat(), ticket);
      if (neighbour != null) {
        doubled.add(describe(ticket) + " and " + describe(neighbour) + " are for one seat");
      }
    }
  }

  private void compareTheSums(Books books) {
    long issued = books.takings().issued();
    if (issued < account.booked()) {
      lost.add(account.booked() + " bookings were acknowledged, and " + issued + " made");
    }
    long mostIssued = account.booked() + account.bookingsInDoubt().size();
    if (issued > mostIssued) {
      doubled.add("at most " + mostIssued + " bookings were asked for, and " + issued + " made");
    }
    long cancelled = books.takings().cancelled();
    if (cancelled < account.returned()
        || cancelled > account.returned() + account.returnsInDoubt().size()) {
      wrong.add(account.returned() + " returns were acknowledged, and " + cancelled + " made");
    }
    BigDecimal paid =
        books.tickets().stream().map(Ticket::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (paid.compareTo(books.takings().total()) != 0) {
      wrong.add("the tickets cost " + paid + ", and the till has " + books.takings().total());
    }
  }

  private static String describe(Ticket ticket) {
    return "ticket " + ticket.number() + " (" + ticket.seat() + ", " + ticket.holder() + ")";
  }
}
