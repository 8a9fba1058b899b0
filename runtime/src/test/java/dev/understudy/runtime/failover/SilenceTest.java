package dev.understudy.runtime.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {

  @Test
  void isTooLongOnceAndOnlyWhenNothingWasHeardForSoManyTicks() {
    Silence silence = new Silence(3);
    assertThat(silence.tick()).isFalse();
    assertThat(silence.tick()).isFalse();
    silence.heard();
    assertThat(silence.tick()).isFalse();
    assertThat(silence.tick()).isFalse();
    assertThat(silence.tick()).isTrue();
    assertThat(silence.tick()).isFalse();
  }

  @Test
  void isNeverTooLongWithoutALimit() {
    Silence silence = new Silence(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(silence.tick()).isFalse();
    }
  }
}
