package dev.understudy.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.node.StartRefusedException;
import org.junit.jupiter.api.Test;

class ForPeopleTest {

  @Test
  void aMessageIsASentenceInOneLine() {
    assertThat(ForPeople.message(new StartRefusedException("open refused:\n  no seats")))
        .contains("Open refused: no seats.");
  }

  @Test
  void whatTheClassPathLacksIsNoFaultOfOurs() {
    assertThat(ForPeople.message(new NoClassDefFoundError("com/x/Seat")))
        .contains(
            "The class com.x.Seat is missing: the class path lacks it; add the jar that holds it.");
  }

  @Test
  void aFaultOfOursIsNoMessage() {
    assertThat(ForPeople.message(new IllegalStateException("a bug"))).isEmpty();
  }
}
