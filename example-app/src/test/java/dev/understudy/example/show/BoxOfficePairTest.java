package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.UpdateFailedException;
import dev.understudy.example.BoxOfficeClient;
import dev.understudy.example.Hold;
import dev.understudy.example.HousePlan;
import dev.understudy.example.PriceCategory;
import dev.understudy.example.SeatStatus;
import dev.understudy.example.SeatTakenException;
import dev.understudy.example.Ticket;
import dev.understudy.example.UnknownSeatException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that a client sees of a box office, before and after its primary has died. */
class BoxOfficePairTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RunFolder folder;
  private Pair pair;

  @BeforeEach
  void start() throws Exception {
    folder = RunFolder.create();
    pair = new Pair(folder);
    pair.start(List.of(), List.of("3", "4"));
  }

  @AfterEach
  void clean() throws Exception {
    pair.close();
    folder.delete();
  }

  @Test
  void isTheSameOfficeAfterATakeover() throws Exception {
    Status before = pair.awaitProtected(status -> true, PATIENCE);
    try (BoxOfficeClient office = BoxOfficeClient.connect(folder.pair())) {
      office.setPrice(PriceCategory.STALLS, new BigDecimal("50.00"));
      Ticket ticket = office.book("A1", "Ada");
      office.cancel(office.book("A2", "Ada").number());
      Hold hold = office.hold("B1", "Ada", Duration.ofMinutes(10));
      HousePlan plan = office.housePlan();
      refuses(office);

      pair.kill(before.serving().pid());

      assertThat(office.ticketsOf("Ada")).containsExactly(ticket);
      assertThat(office.housePlan()).isEqualTo(plan);
      assertThat(plan.rows().get(0).seats()).containsEntry("A1", new SeatStatus.Sold(1, "Ada"));
      assertThat(plan.rows().get(1).seats())
          .containsEntry("B1", new SeatStatus.Held("Ada", hold.until()));
      assertThat(plan.prices()).containsEntry(PriceCategory.STALLS, new BigDecimal("50.00"));
      refuses(office);
      assertThat(office.book("B1", "Ada").number()).isEqualTo(3);
      assertThat(office.takings().issued()).isEqualTo(3);
      assertThat(office.obituaries())
          .singleElement()
          .satisfies(obituary -> assertThat(obituary.pid()).isEqualTo(before.serving().pid()));
    }
    pair.awaitProtected(status -> status.epoch() > before.epoch(), PATIENCE);
    pair.stop();
    assertThat(pair.leftovers()).isEmpty();
  }

  @Test
  void releasesHeldSeatsByTheClockOfWhoeverServes() throws Exception {
    Status before = pair.awaitProtected(status -> true, PATIENCE);
    try (BoxOfficeClient office = BoxOfficeClient.connect(folder.pair())) {
      office.hold("A1", "Ada", Duration.ofMillis(1));
      await().atMost(PATIENCE).until(() -> office.seatsHeld() == 0);

      office.hold("A1", "Ada", Duration.ofSeconds(2));
      pair.kill(before.serving().pid());
      await().atMost(PATIENCE).until(() -> office.seatsHeld() == 0);

      assertThat(office.seatsLeft()).isEqualTo(12);
    }
  }

  private static void refuses(BoxOfficeClient office) {
    assertThatThrownBy(() -> office.book("A1", "Grace"))
        .isInstanceOfSatisfying(
            SeatTakenException.class,
            taken -> {
              assertThat(taken.seat()).isEqualTo("A1");
              assertThat(taken.holder()).isEqualTo("Ada");
            });
    assertThatThrownBy(() -> office.hold("B1", "Grace", Duration.ofSeconds(1)))
        .isInstanceOf(SeatTakenException.class)
        .hasMessage("Seat B1 is taken by Ada.");
    assertThatThrownBy(() -> office.book("Z9", "Grace"))
        .isInstanceOf(UnknownSeatException.class)
        .hasMessage("The house has no seat Z9.");
    assertThatThrownBy(() -> office.book("A3", ""))
        .isInstanceOfSatisfying(
            UpdateFailedException.class,
            failed ->
                assertThat(failed.exceptionType())
                    .isEqualTo(IllegalArgumentException.class.getName()))
        .hasMessageContaining("give a name");
  }
}
