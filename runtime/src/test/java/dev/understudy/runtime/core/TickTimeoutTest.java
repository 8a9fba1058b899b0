package dev.understudy.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickTimeoutTest {

  @Test
  void isTooLongOnceAndOnlyWhenNothingWasHeardForSoManyTicks() {
    TickTimeout silence = new TickTimeout(3);
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
    TickTimeout silence = new TickTimeout(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(silence.tick()).isFalse();
    }
  }
}
