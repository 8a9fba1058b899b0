package dev.understudy.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClientOptionsTest {

  @Test
  void aNameHasAtMost255BytesOfUtf8() {
    assertThat(ClientOptions.DEFAULTS.withName("é".repeat(127) + "x").name()).hasSize(128);
    assertThatThrownBy(() -> ClientOptions.DEFAULTS.withName("é".repeat(128)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a client's name has at most 255 bytes in UTF-8, not 256");
  }

  @Test
  void aNameThatCannotTravelIsRefusedAtOnce() {
    assertThatThrownBy(() -> ClientOptions.DEFAULTS.withName("till \ud83d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a client's name has half a surrogate pair in it");
  }

  @Test
  @SuppressWarnings("NullAway") // That is what is tried.
  void noNameIsTheEmptyOne() {
    assertThatThrownBy(() -> ClientOptions.DEFAULTS.withName(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a client's name must not be null; without one it is \"\"");
  }
}
