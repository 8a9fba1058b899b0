package dev.understudy.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.SparePatience.State;
import org.junit.jupiter.api.Test;

class SparePatienceTest {

  private static final int MOST_ORPHANED = 60;
  private static final int MOST_LONELY = 3;

  private final SparePatience patience = new SparePatience(MOST_ORPHANED, MOST_LONELY);

  private record Seen(boolean isPrimaryAlive, boolean isAnyoneAlive)
      implements SparePatience.Sight {}

  private static final Seen ALL_IS_WELL = new Seen(true, true);
  private static final Seen TAKEOVER = new Seen(false, true);
  private static final Seen NOBODY = new Seen(false, false);

  private void ticks(int count, Seen seen) {
    for (int i = 0; i < count; i++) {
      patience.tick(seen);
    }
  }

  @Test
  void itWaitsForEverWhileItsPrimaryLives() {
    ticks(100_000, ALL_IS_WELL);
    assertThat(patience.state()).isEqualTo(State.WAITING);
  }

  @Test
  void aSuccessorHasTimeToCome() {
    ticks(MOST_ORPHANED, TAKEOVER);
    assertThat(patience.state()).isEqualTo(State.ORPHANED);
    assertThat(patience.take()).isTrue();
    assertThat(patience.state()).isEqualTo(State.TAKEN);
  }

  @Test
  void itLeavesWhenNoSuccessorComes() {
    ticks(1 + MOST_ORPHANED, TAKEOVER);
    assertThat(patience.state()).isEqualTo(State.LEFT);
    assertThat(patience.take()).isFalse();
  }

  @Test
  void itLeavesSoonWhenNobodyIsLeft() {
    ticks(MOST_LONELY, NOBODY);
    assertThat(patience.state()).isEqualTo(State.ORPHANED);
    ticks(1, NOBODY);
    assertThat(patience.state()).isEqualTo(State.LEFT);
  }

  @Test
  void aPairFileThatIsOutOfDateForAMomentEndsNothing() {
    ticks(MOST_LONELY, NOBODY);
    ticks(1, TAKEOVER);
    ticks(MOST_LONELY - 1, NOBODY);
    assertThat(patience.state()).isEqualTo(State.ORPHANED);
  }

  @Test
  void whoIsTakenStaysTaken() {
    assertThat(patience.take()).isTrue();
    assertThat(patience.take()).isFalse();
    ticks(1_000, NOBODY);
    assertThat(patience.state()).isEqualTo(State.TAKEN);
  }
}
