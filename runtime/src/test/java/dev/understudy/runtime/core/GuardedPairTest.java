package dev.understudy.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.GuardedPair.ChildEnd;
import dev.understudy.runtime.core.GuardedPair.Death;
import dev.understudy.runtime.core.GuardedPair.Finding;
import dev.understudy.runtime.core.GuardedPair.Members;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a guardian makes of what it sees of a pair. */
class GuardedPairTest {

  private static final long CHILD = 11;
  private static final long STANDBY = 12;
  private static final long NEXT = 13;

  private final Seen seen = new Seen();

  @Test
  void whileTheChildLivesItLivesWhateverElseIsThere() {
    seen.fence = false;
    assertThat(seen.look()).isEqualTo(Finding.LIVES);
    assertThat(seen.pair.hasServed()).isFalse();
    assertThatThrownBy(seen.pair::ending).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChildThatEndsBeforeItServedSaysHow() {
    assertEndsUnserved(ChildEnd.REFUSED, Restarts.Ending.REFUSED);
    assertEndsUnserved(ChildEnd.NOT_RUN, Restarts.Ending.NOT_RUN);
    assertEndsUnserved(ChildEnd.ASKED_TO_END, Restarts.Ending.IN_ORDER);
    assertEndsUnserved(ChildEnd.KILLED, Restarts.Ending.NOT_SERVED);
    assertEndsUnserved(ChildEnd.ALREADY_SERVED, Restarts.Ending.NOT_SERVED);
    assertEndsUnserved(ChildEnd.OTHER, Restarts.Ending.NOT_SERVED);
  }

  private static void assertEndsUnserved(ChildEnd how, Restarts.Ending ending) {
    Seen seen = new Seen();
    seen.fence = false;
    seen.childEnds(how);
    assertThat(seen.look()).isEqualTo(Finding.DIED);
    assertThat(seen.pair.ending()).isEqualTo(ending);
    assertThat(seen.pair.deaths()).isEmpty();
  }

  @Test
  void aChildThatEndsThePairInOrderEndsIt() {
    seen.serves(CHILD, STANDBY, 1);
    seen.dies(STANDBY);
    seen.fence = false;
    seen.childEnds(ChildEnd.IN_ORDER);
    assertThat(seen.look()).isEqualTo(Finding.DIED); // The file is there: a user's exit code.
    seen.pair.fileIsThere(false);
    seen.sockets = true;
    assertThat(seen.look()).isEqualTo(Finding.DIED);
    seen.sockets = false;
    assertThat(seen.look()).isEqualTo(Finding.ENDED_IN_ORDER);
    assertThat(seen.pair.ending()).isEqualTo(Restarts.Ending.IN_ORDER);
  }

  /** Before it has served there is no pair file yet, but a socket. */
  @Test
  void aChildThatHasNotServedMayEndInOrderToo() {
    seen.dies(STANDBY);
    seen.fence = false;
    seen.pair.fileIsThere(false);
    seen.sockets = true;
    seen.childEnds(ChildEnd.IN_ORDER);
    assertThat(seen.look()).isEqualTo(Finding.DIED);
    assertThat(seen.pair.ending()).isEqualTo(Restarts.Ending.NOT_SERVED);
    seen.sockets = false;
    assertThat(seen.look()).isEqualTo(Finding.ENDED_IN_ORDER);
  }

  @Test
  void aTakeoverIsLeftToThePair() {
    seen.serves(CHILD, STANDBY, 1);
    seen.childEnds(ChildEnd.KILLED);
    assertThat(seen.look()).isEqualTo(Finding.LIVES); // The standby has the fence.
    seen.serves(STANDBY, NEXT, 2);
    assertThat(seen.look()).isEqualTo(Finding.LIVES);
    assertThat(seen.pair.primary()).isEqualTo(STANDBY);
  }

  @Test
  void aStandbyThatMakesNoMoveIsKilledAfterSoManyLooks() {
    seen.serves(CHILD, STANDBY, 1);
    seen.childEnds(ChildEnd.KILLED);
    seen.fence = false;
    for (int i = 0; i < 3; i++) {
      assertThat(seen.look()).isEqualTo(Finding.UNSUCCEEDED);
      assertThat(seen.pair.isStuck()).isFalse();
    }
    seen.look();
    assertThat(seen.pair.isStuck()).isTrue();
    seen.look();
    assertThat(seen.pair.isStuck()).isFalse(); // Once is enough.
    seen.pair.kills(STANDBY, "it did not take over");
    seen.dies(STANDBY);
    assertThat(seen.look()).isEqualTo(Finding.DIED);
    assertThat(seen.pair.ending()).isEqualTo(Restarts.Ending.KILLED);
    assertThat(seen.pair.deaths())
        .containsExactly(
            new Death(STANDBY, "standby", 1, "its guardian killed it: it did not take over"),
            new Death(CHILD, "primary", 1, "as the kernel told"));
  }

  @Test
  void oneThatMakesAMoveAtLastIsNotKilled() {
    seen.serves(CHILD, STANDBY, 1);
    seen.childEnds(ChildEnd.KILLED);
    for (int i = 0; i < 10; i++) {
      seen.fence = i % 3 == 0;
      seen.look();
      assertThat(seen.pair.isStuck()).isFalse();
    }
  }

  @Test
  void whereHungProcessesAreLeftAloneSoIsTheStandby() {
    GuardedPair pair = new GuardedPair(CHILD, 0);
    pair.served(new Members(CHILD, STANDBY, 1));
    pair.childEnded(ChildEnd.KILLED, "as the kernel told");
    seen.alive.remove(CHILD);
    seen.alive.add(STANDBY);
    seen.fence = false;
    for (int i = 0; i < 1_000; i++) {
      assertThat(pair.look(seen)).isEqualTo(Finding.UNSUCCEEDED);
      assertThat(pair.isStuck()).isFalse();
    }
  }

  @Test
  void theDeathOfASuccessorIsNoKillOfTheChild() {
    seen.serves(CHILD, STANDBY, 1);
    seen.childEnds(ChildEnd.KILLED);
    seen.serves(STANDBY, 0, 2);
    seen.dies(STANDBY);
    seen.fence = false;
    assertThat(seen.look()).isEqualTo(Finding.DIED);
    assertThat(seen.pair.ending()).isEqualTo(Restarts.Ending.DIED);
    assertThat(seen.pair.deaths())
        .containsExactly(new Death(STANDBY, "primary", 2, "its guardian saw it end"));
  }

  @Test
  void aSuccessorThatEndsThePairLeavesNeitherFileNorSockets() {
    seen.serves(CHILD, STANDBY, 1);
    seen.childEnds(ChildEnd.OTHER); // It has handed over.
    seen.serves(STANDBY, 0, 2);
    seen.dies(STANDBY);
    seen.fence = false;
    seen.pair.fileIsThere(false);
    seen.sockets = true;
    assertThat(seen.look()).isEqualTo(Finding.DIED); // Somebody removed the file of a killed one.
    seen.sockets = false;
    assertThat(seen.look()).isEqualTo(Finding.ENDED_IN_ORDER);
  }

  /** Whatever is seen in whatever order: nobody is started while somebody may serve. */
  @Test
  void inNoOrderOfSightsHasItEndedWhileSomebodyMayServe() {
    for (int order = 0; order < 7 * 7 * 7 * 7 * 7; order++) {
      Seen one = new Seen();
      for (int rest = order, i = 0; i < 5; i++, rest /= 7) {
        one.play(rest % 7);
        boolean mayServe = one.fence || !one.alive.isEmpty() || !one.childEnded;
        boolean hasEnded = one.look() == Finding.DIED || one.look() == Finding.ENDED_IN_ORDER;
        assertThat(hasEnded).as("order %d", order).isEqualTo(!mayServe);
      }
    }
  }

  /** What there is to be seen. */
  private static final class Seen implements GuardedPair.Sight {

    final GuardedPair pair = new GuardedPair(CHILD, 3);
    final Set<Long> alive = new HashSet<>(Set.of(CHILD));
    boolean fence = true;
    boolean sockets;
    boolean childEnded;

    void serves(long primary, long standby, long epoch) {
      pair.served(new Members(primary, standby, epoch));
      pair.fileIsThere(true);
      alive.add(primary);
      if (standby != 0) {
        alive.add(standby);
      }
    }

    void dies(long pid) {
      alive.remove(pid);
    }

    void childEnds(ChildEnd how) {
      dies(CHILD);
      childEnded = true;
      pair.childEnded(how, "as the kernel told");
    }

    Finding look() {
      return pair.look(this);
    }

    void play(int event) {
      switch (event) {
        case 0 -> childEnds(ChildEnd.KILLED);
        case 1 -> childEnds(ChildEnd.IN_ORDER);
        case 2 -> serves(STANDBY, NEXT, 2);
        case 3 -> dies(STANDBY);
        case 4 -> dies(NEXT);
        case 5 -> fence = !fence;
        default -> pair.fileIsThere(false);
      }
    }

    @Override
    public boolean isPrimaryAlive() {
      return alive.contains(pair.primary());
    }

    @Override
    public boolean isAnyoneAlive() {
      return !alive.isEmpty();
    }

    @Override
    public boolean isFenceTaken() {
      return fence;
    }

    @Override
    public boolean hasLeftSockets() {
      return sockets;
    }
  }
}
