package dev.understudy.runtime.core;

import static dev.understudy.runtime.core.FailureDetector.Verdict.KILL;
import static dev.understudy.runtime.core.FailureDetector.Verdict.LOOK;
import static dev.understudy.runtime.core.FailureDetector.Verdict.NONE;
import static dev.understudy.runtime.core.FailureDetector.Verdict.TRY_DISK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureDetectorTest {

  private final FailureDetector watch = new FailureDetector(5, 3);

  @Test
  void aPrimaryThatIsHeardIsLeftAlone() {
    for (int i = 0; i < 100; i++) {
      assertThat(watch.tick()).isEqualTo(NONE);
      watch.heard();
    }
  }

  @Test
  void aSilentPrimaryIsLookedAtThenTheDiskIsTriedThenItIsKilled() {
    assertThat(watch.tick()).isEqualTo(NONE);
    assertThat(watch.tick()).isEqualTo(NONE);
    assertThat(watch.tick()).isEqualTo(LOOK);
    assertThat(watch.tick()).isEqualTo(LOOK);
    assertThat(watch.tick()).isEqualTo(TRY_DISK);
    watch.diskAnswers();
    assertThat(watch.tick()).isEqualTo(KILL);
    assertThat(watch.tick()).isEqualTo(KILL); // Until the kernel says that it is dead.
  }

  @Test
  void aPrimaryIsNotKilledWhileTheDiskDoesNotAnswer() {
    for (int i = 0; i < 5; i++) {
      watch.tick();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(watch.tick()).isEqualTo(LOOK);
    }
    watch.diskAnswers();
    assertThat(watch.tick()).isEqualTo(KILL);
  }

  @Test
  void aPrimaryThatIsBackInTimeGoesOnUnharmedHoweverLateTheDiskAnswers() {
    for (int i = 0; i < 5; i++) {
      watch.tick();
    }
    watch.heard();
    watch.diskAnswers();
    for (int i = 0; i < 4; i++) {
      assertThat(watch.tick()).isIn(NONE, LOOK);
    }
    assertThat(watch.tick()).isEqualTo(TRY_DISK);
    assertThat(watch.tick()).isEqualTo(LOOK);
  }

  @Test
  void whoTicksSeldomLooksAtEachTickAndKillsNoSooner() {
    FailureDetector seldom = new FailureDetector(2, 1);
    assertThat(seldom.tick()).isEqualTo(LOOK);
    assertThat(seldom.tick()).isEqualTo(TRY_DISK);
    seldom.heard();
    assertThat(seldom.tick()).isEqualTo(LOOK);
  }

  @Test
  void zeroMeansNever() {
    FailureDetector never = new FailureDetector(0, 3);
    for (int i = 0; i < 1000; i++) {
      assertThat(never.tick()).isEqualTo(NONE);
    }
  }
}
