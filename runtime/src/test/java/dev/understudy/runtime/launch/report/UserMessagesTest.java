package dev.understudy.runtime.launch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.node.state.StartRefusedException;
import org.junit.jupiter.api.Test;

class UserMessagesTest {

  @Test
  void aMessageIsASentenceInOneLine() {
    assertThat(UserMessages.message(new StartRefusedException("open refused:\n  no seats")))
        .contains("Open refused: no seats.");
  }

  @Test
  void whatTheClassPathLacksIsNoFaultOfOurs() {
    assertThat(UserMessages.message(new NoClassDefFoundError("com/x/Seat")))
        .contains(
            "The class com.x.Seat is missing: the class path lacks it; add the jar that holds it.");
  }

  @Test
  void aFaultOfOursIsNoMessage() {
    assertThat(UserMessages.message(new IllegalStateException("a bug"))).isEmpty();
  }
}
