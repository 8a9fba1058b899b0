package dev.understudy.runtime.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses that grow, up to a longest one. */
class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(500));

  @Test
  void eachPauseIsTwiceTheOneBefore() {
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void noPauseIsLongerThanTheLongest() {
    for (int i = 0; i < 1_000; i++) {
      backoff.next();
    }
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aTryThatWasOfUseBeginsAnew() {
    backoff.next();
    backoff.next();
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
  }
}
