package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.OutcomeUnknownException;
import dev.understudy.example.BoxOffice;
import dev.understudy.example.PriceCategory;
import dev.understudy.example.Takings;
import dev.understudy.example.Ticket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verdict is worth what it would find. */
class VerdictTest {

  private final OutcomeUnknownException tooLate = new OutcomeUnknownException("too late");

  private final BoxOffice office = new BoxOffice();
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void openAndSell() throws Exception {
    office.open(List.of("3", "10"));
    for (int call = 1; call <= 5; call++) {
      ledger.booked(book("Ada, call " + call));
    }
    ledger.returned(office.cancel(2));
  }

  @Test
  void praisesBooksThatAgree() {
    Verdict verdict = verdict();

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.account().inHand()).hasSize(4);
  }

  @Test
  void findsALostTicket() {
    Verdict verdict = verdict(tickets -> without(tickets, 3));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.lost()).containsExactly("ticket 3 (A3, Ada, call 3)");
  }

  @Test
  void findsALostTicketThatWasSoldAnew() throws Exception {
    // As after a takeover by a standby that lacked the last update.
    ledger.booked(new Ticket(6, book("Grace").seat(), PriceCategory.STALLS, BigDecimal.ONE, "Bob"));

    assertThat(verdict().passed()).isFalse();
    assertThat(verdict().wrong()).singleElement().asString().contains("Bob").contains("Grace");
    ledger.booked(office.ticketsOf("Grace").get(0));
    assertThat(verdict().lost())
        .contains("one of two tickets with one number: number 6 for Bob and for Grace");
  }

  @Test
  void findsABookingThatWasMadeTwice() throws Exception {
    book("Ada, call 5");

    assertThat(verdict().passed()).isFalse();
    assertThat(verdict().doubled())
        .containsExactly(
            "ticket 6 (A2, Ada, call 5) and ticket 5 (A5, Ada, call 5) are of one booking",
            "at most 5 bookings were asked for, and 6 made");
  }

  @Test
  void findsABookingThatWasMadeTwiceAndReturnedOnce() throws Exception {
    book("Ada, call 2");

    assertThat(verdict().doubled()).contains("ticket 6 (A2, Ada, call 2) is in nobody's hands");
  }

  @Test
  void findsADoubleThatIsGoneFromTheSums() throws Exception {
    office.cancel(book("Ada, call 5").number());

    assertThat(verdict().passed()).isFalse();
    assertThat(verdict().doubled())
        .containsExactly("at most 5 bookings were asked for, and 6 made");
    assertThat(verdict().wrong()).containsExactly("1 returns were acknowledged, and 2 made");
  }

  @Test
  void findsASeatThatWasSoldTwice() {
    Verdict verdict = verdict(tickets -> with(tickets, copy(tickets.get(0), 6, "Grace")));

    assertThat(verdict.doubled())
        .contains("ticket 6 (A1, Grace) and ticket 1 (A1, Ada, call 1) are for one seat");
  }

  @Test
  void findsATicketThatHasChanged() {
    Verdict verdict =
        verdict(tickets -> with(without(tickets, 1), copy(tickets.get(0), 1, "Grace")));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.wrong())
        .contains("ticket 1 (A1, Ada, call 1) has become ticket 1 (A1, Grace)");
  }

  @Test
  void leavesOpenWhatIsInDoubtButNotThatACallFailed() throws Exception {
    book("made");
    ledger.bookingInDoubt("made", tooLate);
    ledger.bookingInDoubt("not made", tooLate);
    ledger.returnInDoubt(office.cancel(1), tooLate);

    Verdict verdict = verdict();

    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.doubled()).isEmpty();
    assertThat(verdict.wrong()).isEmpty();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.faults())
        .hasSize(3)
        .allMatch(fault -> fault.startsWith("FAILED") && fault.endsWith("too late"));
  }

  private Ticket book(String holder) throws Exception {
    return office.bookBest(PriceCategory.STALLS, holder);
  }

  private Verdict verdict() {
    return Verdict.of(ledger.account(), Books.of(office));
  }

  private Verdict verdict(UnaryOperator<List<Ticket>> tampering) {
    Books books = Books.of(office);
    Takings takings = books.takings();
    return Verdict.of(
        ledger.account(), new Books(tampering.apply(new ArrayList<>(books.tickets())), takings));
  }

  private static Ticket copy(Ticket of, long number, String holder) {
    return new Ticket(number, of.seat(), of.category(), of.price(), holder);
  }

  private static List<Ticket> without(List<Ticket> tickets, long number) {
    return tickets.stream().filter(ticket -> ticket.number() != number).toList();
  }

  private static List<Ticket> with(List<Ticket> tickets, Ticket ticket) {
    List<Ticket> all = new ArrayList<>(tickets);
    all.add(ticket);
    return all;
  }
}
