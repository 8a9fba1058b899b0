package dev.understudy.example.show;

import dev.understudy.example.Ticket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the visitors were told: which tickets they hold by their own account. Kept in the visitors'
 * process, so it outlives every process of the pair. For any thread.
 */
final class Ledger {

  private static final int MOST_FAILURES = 20;

  private final Map<Long, Ticket> inHand = new TreeMap<>();
  private final Set<String> bookingsInDoubt = new HashSet<>();
  private final Set<Long> returnsInDoubt = new HashSet<>();
  private final List<String> failures = new ArrayList<>();
  private long booked;
  private long returned;
  private long failedCalls;
  private @Nullable String firstClash;

  /** A booking was acknowledged. */
  synchronized void booked(Ticket ticket) {
    booked++;
    Ticket before = inHand.put(ticket.number(), ticket);
    if (before != null && firstClash == null) {
      firstClash =
          "number " + ticket.number() + " for " + before.holder() + " and for " + ticket.holder();
    }
  }

  /** The return of a ticket was acknowledged. */
  synchronized void returned(Ticket ticket) {
    returned++;
    inHand.remove(ticket.number(), ticket);
  }

  /** A booking failed, and nobody knows whether it was made. */
  synchronized void bookingInDoubt(String holder, Exception failure) {
    bookingsInDoubt.add(holder);
    failed("booking for " + holder, failure);
  }

  /** The return of a ticket failed, and nobody knows whether it was made. */
  synchronized void returnInDoubt(Ticket ticket, Exception failure) {
    returnsInDoubt.add(ticket.number());
    failed("return of ticket " + ticket.number(), failure);
  }

  /** A call failed that has changed nothing. */
  synchronized void failed(String call, Exception failure) {
    failedCalls++;
    if (failures.size() < MOST_FAILURES) {
      failures.add(call + ": " + failure);
    }
  }

  /** What is written in it now. */
  synchronized Account account() {
    return new Account(
        Map.copyOf(inHand),
        Set.copyOf(bookingsInDoubt),
        Set.copyOf(returnsInDoubt),
        booked,
        returned,
        failedCalls,
        List.copyOf(failures),
        firstClash);
  }

  /**
   * What the visitors say.
   *
   * @param inHand the tickets that were acknowledged and not returned, by number
   * @param bookingsInDoubt the holders of bookings that were made or not
   * @param returnsInDoubt the tickets that were returned or not
   * @param booked how many bookings were acknowledged
   * @param returned how many returns were acknowledged
   * @param failedCalls how many calls failed
   * @param failures the first of them
   * @param clash a ticket number that was acknowledged twice, or null
   */
  record Account(
      Map<Long, Ticket> inHand,
      Set<String> bookingsInDoubt,
      Set<Long> returnsInDoubt,
      long booked,
      long returned,
      long failedCalls,
      List<String> failures,
      @Nullable String clash) {}
}
