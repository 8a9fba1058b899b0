package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.OutcomeUnknownException;
import dev.understudy.example.BoxOffice;
import dev.understudy.example.PriceCategory;
import dev.understudy.example.SoldOutException;
import dev.understudy.example.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitorTest {

  private final Ledger ledger = new Ledger();
  private final Waits waits = new Waits();

  @Test
  void booksAndReturnsAndNeverHasTooMany() {
    BoxOffice office = opened(new BoxOffice());
    Visitor visitor = new Visitor("Ada", office, ledger, waits, 20);

    for (int call = 1; call <= 1_000; call++) {
      visitor.call();
      assertThat(office.ticketsFrom(1, 100)).hasSizeLessThanOrEqualTo(20);
    }

    Verdict verdict = Verdict.of(ledger.account(), Books.of(office));
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.account().booked() + verdict.account().returned()).isEqualTo(900);
    assertThat(verdict.account().returned()).isGreaterThan(300);
    assertThat(waits.count()).isEqualTo(1_000);
  }

  @Test
  void noticesAnOfficeThatBooksTwice() {
    BoxOffice office =
        opened(
            new BoxOffice() {
              @Override
              public Ticket bookBest(PriceCategory category, String holder)
                  throws SoldOutException {
                if (takings().issued() == 7) {
                  super.bookBest(category, holder);
                }
                return super.bookBest(category, holder);
              }
            });

    assertThat(after20Calls(office).doubled()).isNotEmpty();
  }

  @Test
  void noticesAnOfficeThatForgets() {
    BoxOffice office =
        opened(
            new BoxOffice() {
              @Override
              public Ticket bookBest(PriceCategory category, String holder)
                  throws SoldOutException {
                Ticket ticket = super.bookBest(category, holder);
                return takings().issued() == 7
                    ? new Ticket(99, ticket.seat(), category, ticket.price(), holder)
                    : ticket;
              }
            });

    assertThat(after20Calls(office).passed()).isFalse();
  }

  @Test
  void tellsOfCallsThatFail() {
    BoxOffice office =
        opened(
            new BoxOffice() {
              @Override
              public Ticket bookBest(PriceCategory category, String holder)
                  throws SoldOutException {
                super.bookBest(category, holder);
                throw new OutcomeUnknownException("late");
              }
            });

    Verdict verdict = after20Calls(office);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.account().failedCalls()).isEqualTo(18);
    assertThat(verdict.doubled()).isEmpty();
  }

  private Verdict after20Calls(BoxOffice office) {
    Visitor visitor = new Visitor("Ada", office, ledger, waits, 100);
    for (int call = 1; call <= 20; call++) {
      visitor.call();
    }
    return Verdict.of(ledger.account(), Books.of(office));
  }

  private static BoxOffice opened(BoxOffice office) {
    office.open(List.of("30", "10"));
    return office;
  }
}
