package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeathTest {

  private static final Death.Moment KILLED =
      new Death.Moment(Instant.parse("2026-01-02T03:04:05Z"), -1_000);
  private static final Status BEFORE =
      new Status(
          "HOT",
          "SERVER",
          "PROTECTED",
          3,
          new Status.Member(12, 34),
          new Status.Member(56, 34),
          List.of());
  private static final Status AFTER =
      new Status(
          "HOT",
          "SERVER",
          "PROTECTED",
          4,
          new Status.Member(56, 40),
          new Status.Member(78, 40),
          List.of(
              new Status.Obituary(12, "primary", "a close", "2026-01-02T03:04:05.002Z", 3_000)));

  @Test
  void tellsWhatTheKillCostFromWhatCameLater() {
    Death death = died(List.of(waited(-1, 9), waited(4, 7), waited(5, 8), waited(6, 90)), AFTER);

    assertThat(death.noticed()).hasMillis(2);
    assertThat(death.takeover()).hasMillis(3);
    assertThat(death.felt()).hasMillis(10);
    assertThat(death.longestWait()).hasMillis(84);
    assertThat(death.sequence()).isEqualTo(34);
    assertThat(death.cause()).isEqualTo("a close");
  }

  @Test
  void needsAnObituary() {
    assertThatIllegalStateException()
        .isThrownBy(() -> died(List.of(), BEFORE))
        .withMessage("Process 12 has no obituary.");
  }

  @Test
  void hasTheWaitsThatWereWatched() {
    Waits waits = new Waits();
    IntStream.rangeClosed(1, 5_000).forEach(each -> waits.add(waited(0, each)));
    waits.watch();
    waits.add(waited(1, 2));

    assertThat(waits.watched()).containsExactly(waited(1, 2));
    waits.add(waited(2, 3));
    assertThat(waits.watched()).isEmpty();
    assertThat(waits.count()).isEqualTo(5_002);
    assertThat(waits.distribution().quantile(1)).isEqualTo(Duration.ofSeconds(5));
  }

  private static Death died(List<Wait> waits, Status after) {
    return Death.of(Victim.PRIMARY, 12, BEFORE, KILLED, waits, Duration.ofSeconds(1), after);
  }

  private static Wait waited(long fromMillis, long toMillis) {
    return new Wait(KILLED.nanos() + fromMillis * 1_000_000, KILLED.nanos() + toMillis * 1_000_000);
  }
}
