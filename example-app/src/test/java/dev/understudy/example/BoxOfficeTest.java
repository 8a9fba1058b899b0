package dev.understudy.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.example.Click.Wish;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server class is a plain class, and is tested as one. */
class BoxOfficeTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final BoxOffice office = new BoxOffice();
  private final TestContext context = new TestContext();

  @BeforeEach
  void open() {
    office.open(List.of("3", "4"));
  }

  @Test
  void sellsASeatOnce() throws Exception {
    Ticket ticket = office.book("B2", "Ada");

    assertThat(ticket)
        .isEqualTo(
            new Ticket(1, new Seat(2, 2), PriceCategory.CIRCLE, new BigDecimal("36.00"), "Ada"));
    assertThat(office.seatsLeft()).isEqualTo(11);
    assertThatThrownBy(() -> office.book("B2", "Grace"))
        .isInstanceOfSatisfying(
            SeatTakenException.class,
            taken -> {
              assertThat(taken.seat()).isEqualTo("B2");
              assertThat(taken.holder()).isEqualTo("Ada");
              assertThat(taken).hasMessage("Seat B2 is taken by Ada.");
            });
    assertThat(office.takings().issued()).isEqualTo(1);
  }

  @Test
  void knowsItsSeats() {
    for (String name : List.of("D1", "A5", "A0", "1A", "", "A", "row one")) {
      assertThatThrownBy(() -> office.book(name, "Ada"))
          .as(name)
          .isInstanceOf(UnknownSeatException.class);
    }
    assertThat(office.seatsLeft()).isEqualTo(12);
  }

  @Test
  void sellsTheBestSeatOfACategoryUntilNoneIsLeft() throws Exception {
    assertThat(office.bookBest(PriceCategory.CIRCLE, "Ada").seat()).hasToString("B1");
    office.book("B2", "Ada");
    assertThat(office.bookBest(PriceCategory.CIRCLE, "Ada").seat()).hasToString("B3");
    assertThat(office.bookBest(PriceCategory.CIRCLE, "Ada").seat()).hasToString("B4");

    assertThatThrownBy(() -> office.bookBest(PriceCategory.CIRCLE, "Ada"))
        .isInstanceOf(SoldOutException.class);
    assertThat(office.seatsLeft()).isEqualTo(8);
  }

  @Test
  void takesATicketBackOnce() throws Exception {
    Ticket ticket = office.book("A1", "Ada");
    Ticket other = office.book("A2", "Ada");

    assertThat(office.cancel(ticket.number())).isEqualTo(ticket);
    assertThatThrownBy(() -> office.cancel(ticket.number()))
        .isInstanceOf(UnknownTicketException.class);
    assertThat(office.ticketsOf("Ada")).containsExactly(other);
    assertThat(office.takings())
        .isEqualTo(
            new Takings(
                2,
                1,
                new BigDecimal("48.00"),
                Map.of(PriceCategory.STALLS, new BigDecimal("48.00"))));
    assertThat(office.book("A1", "Grace").number()).isEqualTo(3);
  }

  @Test
  void keepsASeatForItsVisitorUntilTheHoldLapses() throws Exception {
    Hold hold = office.hold("A1", "Ada", MINUTE, context);

    assertThat(hold.until()).isEqualTo(context.now().plus(MINUTE));
    assertThat(office.seatsHeld()).isEqualTo(1);
    assertThat(office.seatsLeft()).isEqualTo(11);
    assertThatThrownBy(() -> office.book("A1", "Grace")).isInstanceOf(SeatTakenException.class);
    assertThat(office.bookBest(PriceCategory.STALLS, "Grace").seat()).hasToString("A2");

    context.pass(MINUTE.minusNanos(1));
    assertThat(office.releaseLapsedHolds(context)).isZero();
    context.pass(Duration.ofNanos(1));
    assertThat(office.releaseLapsedHolds(context)).isEqualTo(1);

    assertThat(office.book("A1", "Grace").holder()).isEqualTo("Grace");
    assertThat(office.seatsHeld()).isZero();
  }

  @Test
  void prolongsAHoldAndTurnsItIntoATicket() throws Exception {
    office.hold("A1", "Ada", MINUTE, context);
    context.pass(Duration.ofSeconds(30));
    office.hold("A1", "Ada", MINUTE, context);
    context.pass(Duration.ofSeconds(45));
    office.releaseLapsedHolds(context);

    assertThatThrownBy(() -> office.hold("A1", "Grace", MINUTE, context))
        .isInstanceOf(SeatTakenException.class);
    assertThat(office.book("A1", "Ada").seat()).hasToString("A1");
    assertThat(office.seatsHeld()).isZero();
    assertThat(office.seatsLeft()).isEqualTo(11);
  }

  @Test
  void refusesAHoldWithoutEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> office.hold("A1", "Ada", Duration.ofDays(1), context));
  }

  @Test
  void sellsToNobody() {
    assertThatIllegalArgumentException().isThrownBy(() -> office.book("A1", " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> office.bookBest(PriceCategory.STALLS, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> office.hold("A1", "", MINUTE, context));
    assertThat(office.seatsLeft()).isEqualTo(12);
  }

  @Test
  void keepsThePriceOfATicketThatIsSold() throws Exception {
    Ticket dear = office.book("A1", "Ada");
    office.setPrice(PriceCategory.STALLS, new BigDecimal("10.00"));
    Ticket cheap = office.book("A2", "Ada");

    assertThat(office.prices()).containsEntry(PriceCategory.STALLS, new BigDecimal("10.00"));
    assertThat(cheap.price()).isEqualTo("10.00");
    assertThat(office.takings().total()).isEqualTo("58.00");
    office.cancel(dear.number());
    assertThat(office.takings().total()).isEqualTo("10.00");
  }

  @Test
  void showsTheHouseSeatBySeat() throws Exception {
    office.hold("A1", "Ada", MINUTE, context);
    office.book("C4", "Grace");

    HousePlan plan = office.housePlan();

    assertThat(plan.rows()).extracting(HousePlan.Row::name).containsExactly("A", "B", "C");
    assertThat(plan.rows())
        .extracting(HousePlan.Row::category)
        .containsExactly(PriceCategory.STALLS, PriceCategory.CIRCLE, PriceCategory.BALCONY);
    assertThat(plan.rows().get(0).seats())
        .containsOnlyKeys("A1", "A2", "A3", "A4")
        .containsEntry("A1", new SeatStatus.Held("Ada", context.now().plus(MINUTE)))
        .containsEntry("A2", new SeatStatus.OnSale());
    assertThat(plan.rows().get(2).seats()).containsEntry("C4", new SeatStatus.Sold(1, "Grace"));
  }

  @Test
  void hasPagesForManyTickets() throws Exception {
    for (int number = 1; number <= 4; number++) {
      office.book("A" + number, "Ada");
    }
    office.cancel(2);

    assertThat(office.ticketsFrom(1, 2)).extracting(Ticket::number).containsExactly(1L, 3L);
    assertThat(office.ticketsFrom(4, 2)).extracting(Ticket::number).containsExactly(4L);
    assertThat(office.ticketsFrom(5, 2)).isEmpty();
  }

  @Test
  void opensAHouseOfItsOwnSize() {
    BoxOffice other = new BoxOffice();
    other.open(List.of());

    assertThat(other.seatsLeft()).isEqualTo(126);
    assertThatIllegalArgumentException().isThrownBy(() -> other.open(List.of("1")));
    assertThatIllegalArgumentException().isThrownBy(() -> other.open(List.of("0", "4")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.open(List.of("nine", "4")))
        .withMessageContaining("[nine, 4]");
  }

  @Test
  void doesAsAVisitorWishesWhoClicks() {
    assertThat(click(1, Wish.HOLD, "A1"))
        .isEqualTo(new Click.Outcome(true, "Seat A1 is kept for you for two minutes."));
    assertThat(click(2, Wish.LET_GO, "A1").message()).isEqualTo("Seat A1 is on sale again.");
    assertThat(office.seatsLeft()).isEqualTo(12);
    assertThat(click(3, Wish.BOOK, "A1").message()).isEqualTo("Seat A1 is yours: ticket 1.");
    assertThat(click(4, Wish.RETURN, "A1").message())
        .isEqualTo("Ticket 1 for seat A1 is returned.");
    assertThat(click(5, Wish.BOOK, "A9"))
        .isEqualTo(new Click.Outcome(false, "The house has no seat A9."));
    assertThat(office.takings().issued()).isEqualTo(1);
  }

  @Test
  void grantsAClickOnce() throws Exception {
    Click.Outcome bought = click(1, Wish.BOOK, "A1");
    assertThat(click(1, Wish.BOOK, "A1")).isEqualTo(bought);
    click(2, Wish.RETURN, "A1");

    assertThat(click(2, Wish.RETURN, "A1").granted()).isTrue();
    assertThat(click(1, Wish.BOOK, "A1").granted()).isFalse();
    assertThat(office.takings().issued()).isEqualTo(1);
    assertThat(office.seatsLeft()).isEqualTo(12);
  }

  @Test
  void refusesAClickAgainAsItDidBefore() throws Exception {
    Ticket other = office.book("A1", "Grace");
    Click.Outcome refused = click(1, Wish.BOOK, "A1");
    office.cancel(other.number());

    assertThat(refused).isEqualTo(new Click.Outcome(false, "Seat A1 is taken by Grace."));
    assertThat(click(1, Wish.BOOK, "A1")).isEqualTo(refused);
  }

  @Test
  void returnsNobodyElsesTicket() throws Exception {
    office.book("A1", "Grace");

    assertThat(click(1, Wish.RETURN, "A1"))
        .isEqualTo(new Click.Outcome(false, "Ada has no ticket for seat A1."));
    assertThat(office.ticketsOf("Grace")).hasSize(1);
  }

  @Test
  void remembersAThousandPages() {
    for (int page = 0; page < 1_000; page++) {
      office.click(new Click("page " + page, 1, "Ada", Wish.HOLD, "A1"), context);
    }
    assertThat(office.click(new Click("page 0", 1, "Ada", Wish.BOOK, "A1"), context).message())
        .contains("is kept");
    office.click(new Click("page 1", 2, "Ada", Wish.HOLD, "A1"), context);
    office.click(new Click("one more", 1, "Ada", Wish.HOLD, "A1"), context);

    // The first page has been silent for longest; of the second one, a new click was heard.
    assertThat(office.click(new Click("page 1", 2, "Ada", Wish.BOOK, "A1"), context).message())
        .contains("is kept");
    assertThat(office.click(new Click("page 0", 1, "Ada", Wish.BOOK, "A1"), context).message())
        .contains("is yours");
  }

  private Click.Outcome click(long number, Wish wish, String seat) {
    return office.click(new Click("page", number, "Ada", wish, seat), context);
  }
}
