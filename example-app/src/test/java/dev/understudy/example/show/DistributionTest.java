package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void findsTheDurationThatAShareDoesNotExceed() {
    Distribution distribution =
        Distribution.of(
            IntStream.rangeClosed(1, 100).mapToObj(each -> Duration.ofMillis(101 - each)).toList());

    assertThat(distribution.quantile(0)).hasMillis(1);
    assertThat(distribution.quantile(0.5)).hasMillis(50);
    assertThat(distribution.quantile(0.99)).hasMillis(99);
    assertThat(distribution.quantile(1)).hasMillis(100);
    assertThat(distribution.summary())
        .isEqualTo("shortest 1.0 ms, median 50.0 ms, 90% 90.0 ms, 99% 99.0 ms, longest 100.0 ms");
  }

  @Test
  void drawsBarsFromTheFirstThatIsNotEmpty() {
    Distribution distribution =
        Distribution.of(List.of(Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(3)));

    assertThat(distribution.bars().lines())
        .containsExactly(
            "  up to   2.0 ms     1 " + "#".repeat(17), "  up to   4.0 ms     2 " + "#".repeat(34));
  }

  @Test
  void isNothingOfNothing() {
    assertThat(Distribution.of(List.of()).quantile(0.5)).isZero();
    assertThat(Distribution.of(List.of()).bars()).isEmpty();
  }

  @Test
  void writesTimesAsPeopleReadThem() {
    assertThat(Text.time(Duration.ofNanos(123_456))).isEqualTo("0.12 ms");
    assertThat(Text.time(Duration.ofNanos(12_345_678))).isEqualTo("12.3 ms");
    assertThat(Text.time(Duration.ofMillis(1_234))).isEqualTo("1.2 s");
    assertThat(Text.time(Duration.ofNanos(999_960_000))).isEqualTo("1.0 s");
    assertThat(Text.number(1_234_567)).isEqualTo("1,234,567");
  }
}
