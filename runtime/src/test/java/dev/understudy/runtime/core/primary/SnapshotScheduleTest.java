package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a snapshot is made, and when it is tried again. */
class SnapshotScheduleTest {

  private static final int TICKS_PER_SECOND = 20;

  private final SnapshotSchedule schedule = new SnapshotSchedule(1_000, Duration.ofMillis(50));

  @Test
  void oneIsDueOnceEnoughWasJournaled() {
    schedule.journaled(999);
    assertThat(schedule.tick()).isFalse();
    schedule.journaled(1);
    assertThat(schedule.tick()).isTrue();
    assertThat(schedule.isUnderWay()).isTrue();
  }

  @Test
  void whatIsJournaledMeanwhileCountsForTheNextOne() {
    schedule.journaled(1_000);
    assertThat(schedule.tick()).isTrue();
    schedule.journaled(5_000);
    assertThat(schedule.tick()).isFalse();
    schedule.ended();
    assertThat(schedule.tick()).isTrue();
  }

  @Test
  void oneIsMadeAtATime() {
    assertThat(schedule.begin()).isTrue();
    assertThat(schedule.begin()).isFalse();
    schedule.ended();
    assertThat(schedule.begin()).isTrue();
  }

  @Test
  void oneThatCannotBeStartedIsTriedAgainAfterAPauseThatGrows() {
    schedule.journaled(1_000);
    assertThat(schedule.tick()).isTrue();
    schedule.failedToStart();
    assertThat(ticksUntilDue()).isEqualTo(TICKS_PER_SECOND);
    schedule.failedToStart();
    assertThat(ticksUntilDue()).isEqualTo(2 * TICKS_PER_SECOND);
    schedule.started();
    schedule.failedToStart();
    assertThat(ticksUntilDue()).isEqualTo(TICKS_PER_SECOND);
  }

  @Test
  void oneThatTakesAMinuteTakesLongUntilItEnds() {
    schedule.begin();
    tick(60 * TICKS_PER_SECOND - 1);
    assertThat(schedule.takesLong()).isFalse();
    schedule.begin(); // Refused, so that nothing begins anew.
    tick(1);
    assertThat(schedule.takesLong()).isTrue();
    tick(5 * TICKS_PER_SECOND);
    assertThat(schedule.underWayFor()).isEqualTo(Duration.ofSeconds(65));
    schedule.ended();
    assertThat(schedule.takesLong()).isFalse();
    tick(60 * TICKS_PER_SECOND);
    assertThat(schedule.underWayFor()).isZero();
    schedule.begin();
    assertThat(schedule.takesLong()).isFalse();
  }

  private void tick(int ticks) {
    for (int i = 0; i < ticks; i++) {
      schedule.tick();
    }
  }

  private int ticksUntilDue() {
    for (int ticks = 1; ; ticks++) {
      if (schedule.tick()) {
        return ticks;
      }
    }
  }
}
