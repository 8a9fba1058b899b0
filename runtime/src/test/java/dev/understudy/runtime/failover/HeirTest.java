package dev.understudy.runtime.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.failover.Heir.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A former primary until it leaves, in whatever order it learns of things. */
class HeirTest {

  private static final int HANG = 3;
  private static final int PATIENCE = 5;
  private static final int FENCE_PATIENCE = 7;

  private final Heir heir = new Heir(HANG, PATIENCE, FENCE_PATIENCE);

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      heir.tick();
    }
  }

  @Test
  void itLeavesOnceTheSuccessorHasAStandby() {
    heir.successorServes();
    assertThat(heir.step()).isEqualTo(Step.STANDS_BY);
    heir.successorNeedsNobody();
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThat(heir.reason()).isEqualTo("the successor has a standby, or is about to stop");
  }

  @Test
  void itTakesOverFromASuccessorThatDiesWithoutAStandby() {
    heir.successorServes();
    heir.successorLost();
    assertThat(heir.step()).isEqualTo(Step.WANTS_FENCE);
    heir.fenceTaken(false);
    assertThat(heir.step()).isEqualTo(Step.SUCCEEDS);
  }

  @Test
  void itTakesOverFromASuccessorWhoseWordThatItServesWasLost() {
    heir.successorLost();
    heir.fenceTaken(false);
    assertThat(heir.step()).isEqualTo(Step.SUCCEEDS);
    assertThat(heir.successorHasServed()).isFalse();
  }

  @Test
  void itServesOnIfTheSuccessorHasNotBegunItsReign() {
    heir.successorLost();
    heir.fenceTaken(true);
    assertThat(heir.step()).isEqualTo(Step.SERVES_ON);
  }

  @Test
  void itDoesNotServeWithLessThanTheSuccessorHasTold() {
    heir.successorServes();
    heir.successorLost();
    heir.fenceTaken(true);
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThat(heir.reason()).contains("the journal holds nothing of it");
  }

  @Test
  void itsPatienceIsCountedFromWhenTheSuccessorServes() {
    tick(PATIENCE - 1);
    heir.successorServes();
    tick(PATIENCE - 1);
    assertThat(heir.step()).isEqualTo(Step.STANDS_BY);
    heir.successorHeard();
    tick(1);
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThat(heir.reason()).contains("has no standby yet");
  }

  /** It may hang, and nobody else would know. */
  @Test
  void itNeverLeavesASilentSuccessorForWantOfPatience() {
    heir.successorServes();
    tick(10 * PATIENCE);
    assertThat(heir.step()).isEqualTo(Step.STANDS_BY);
    heir.successorHeard();
    tick(1);
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
  }

  @Test
  void whereNobodyIsJudgedASilentSuccessorIsLeft() {
    Heir trusting = new Heir(0, PATIENCE, FENCE_PATIENCE);
    trusting.successorServes();
    for (int i = 0; i < PATIENCE; i++) {
      trusting.tick();
    }
    assertThat(trusting.step()).isEqualTo(Step.LEAVES);
  }

  @Test
  void onlyASuccessorThatHasNotBegunItsReignIsHung() {
    tick(HANG - 1);
    assertThat(heir.isSuccessorHung()).isFalse();
    tick(1);
    assertThat(heir.isSuccessorHung()).isTrue();
    heir.successorServes();
    assertThat(heir.isSuccessorHung()).isFalse();
    Heir patient = new Heir(0, PATIENCE, FENCE_PATIENCE);
    patient.tick();
    assertThat(patient.isSuccessorHung()).isFalse();
  }

  @Test
  void theFenceOfALostSuccessorIsWaitedForAndNotForEver() {
    heir.successorLost();
    tick(FENCE_PATIENCE - 1);
    assertThat(heir.step()).isEqualTo(Step.WANTS_FENCE);
    tick(1);
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
  }

  /** Its connection was lost, and it lives: it has the fence, and waits for this process to go. */
  @Test
  void aSuccessorThatServesAndIsOnlyUnreachableIsNotWaitedForAnyLonger() {
    heir.successorServes();
    heir.successorLost();
    tick(PATIENCE);
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThat(heir.reason()).contains("another process has the fence");
  }

  @Test
  void itLeavesWhenAThirdProcessWasQuicker() {
    heir.successorServes();
    heir.anotherReigns();
    assertThat(heir.step()).isEqualTo(Step.STANDS_BY);
    heir.successorLost();
    heir.anotherReigns();
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThatThrownBy(() -> heir.fenceTaken(false)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePairIsEndedByWhoeverServes() {
    heir.pairIsToEnd();
    assertThat(heir.step()).isEqualTo(Step.AWAITS_REIGN);
    heir.successorServes();
    assertThat(heir.step()).isEqualTo(Step.LEAVES);
    assertThat(heir.successorHasServed()).isTrue();
  }

  @Test
  void whoTakesOverAgainEndsThePairItself() {
    heir.pairIsToEnd();
    heir.successorLost();
    heir.fenceTaken(false);
    assertThat(heir.step()).isEqualTo(Step.SUCCEEDS);
  }

  /**
   * Whatever comes in whatever order: it never serves but with the fence, never serves on in its
   * own reign after another's, and comes to an end.
   */
  @Test
  void everyOrderOfWhatItLearnsComesToAnEnd() {
    List<Consumer<Heir>> events =
        List.of(
            Heir::successorServes,
            Heir::successorNeedsNobody,
            Heir::successorHeard,
            Heir::successorLost,
            Heir::pairIsToEnd,
            Heir::anotherReigns,
            Heir::tick);
    ArrayDeque<List<Consumer<Heir>>> orders = new ArrayDeque<>();
    orders.add(List.of());
    int played = 0;
    while (!orders.isEmpty()) {
      List<Consumer<Heir>> order = orders.remove();
      for (boolean untouched : new boolean[] {true, false}) {
        play(order, untouched);
        played++;
      }
      if (order.size() < 5) {
        for (Consumer<Heir> event : events) {
          List<Consumer<Heir>> longer = new ArrayList<>(order);
          longer.add(event);
          orders.add(longer);
        }
      }
    }
    assertThat(played).isGreaterThan(10_000);
  }

  private static void play(List<Consumer<Heir>> order, boolean untouched) {
    Heir played = new Heir(HANG, PATIENCE, FENCE_PATIENCE);
    order.forEach(event -> event.accept(played));
    if (played.step() == Step.WANTS_FENCE) {
      played.fenceTaken(untouched);
      assertThat(played.step())
          .isEqualTo(
              !untouched
                  ? Step.SUCCEEDS
                  : played.successorHasServed() ? Step.LEAVES : Step.SERVES_ON);
      return;
    }
    assertThat(played.step()).isIn(Step.AWAITS_REIGN, Step.STANDS_BY, Step.LEAVES);
    played.successorServes();
    for (int i = 0; i < PATIENCE; i++) {
      played.successorHeard();
      played.tick();
    }
    assertThat(played.step()).isEqualTo(Step.LEAVES);
  }
}
