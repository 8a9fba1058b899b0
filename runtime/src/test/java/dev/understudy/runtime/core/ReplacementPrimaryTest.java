package dev.understudy.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.ReplacementPrimary.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A former primary until it leaves, in whatever order it learns of things. */
class ReplacementPrimaryTest {

  private static final int HANG = 3;
  private static final int PATIENCE = 5;
  private static final int FENCE_PATIENCE = 7;

  private final ReplacementPrimary replacement =
      new ReplacementPrimary(HANG, PATIENCE, FENCE_PATIENCE);

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      replacement.tick();
    }
  }

  @Test
  void itLeavesOnceTheSuccessorHasAStandby() {
    replacement.successorServes();
    assertThat(replacement.step()).isEqualTo(Step.STANDS_BY);
    replacement.successorNeedsNobody();
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThat(replacement.reason()).isEqualTo("the successor has a standby, or is about to stop");
  }

  @Test
  void itTakesOverFromASuccessorThatDiesWithoutAStandby() {
    replacement.successorServes();
    replacement.successorLost();
    assertThat(replacement.step()).isEqualTo(Step.WANTS_FENCE);
    replacement.fenceTaken(false);
    assertThat(replacement.step()).isEqualTo(Step.SUCCEEDS);
  }

  @Test
  void itTakesOverFromASuccessorWhoseWordThatItServesWasLost() {
    replacement.successorLost();
    replacement.fenceTaken(false);
    assertThat(replacement.step()).isEqualTo(Step.SUCCEEDS);
    assertThat(replacement.successorHasServed()).isFalse();
  }

  @Test
  void itServesOnIfTheSuccessorHasNotBegunItsEpoch() {
    replacement.successorLost();
    replacement.fenceTaken(true);
    assertThat(replacement.step()).isEqualTo(Step.SERVES_ON);
  }

  @Test
  void itDoesNotServeWithLessThanTheSuccessorHasTold() {
    replacement.successorServes();
    replacement.successorLost();
    replacement.fenceTaken(true);
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThat(replacement.reason()).contains("the journal holds nothing of it");
  }

  @Test
  void itsPatienceIsCountedFromWhenTheSuccessorServes() {
    tick(PATIENCE - 1);
    replacement.successorServes();
    tick(PATIENCE - 1);
    assertThat(replacement.step()).isEqualTo(Step.STANDS_BY);
    replacement.successorHeard();
    tick(1);
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThat(replacement.reason()).contains("has no standby yet");
  }

  /** It may hang, and nobody else would know. */
  @Test
  void itNeverLeavesASilentSuccessorForWantOfPatience() {
    replacement.successorServes();
    tick(10 * PATIENCE);
    assertThat(replacement.step()).isEqualTo(Step.STANDS_BY);
    replacement.successorHeard();
    tick(1);
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
  }

  @Test
  void whereNobodyIsJudgedASilentSuccessorIsLeft() {
    ReplacementPrimary trusting = new ReplacementPrimary(0, PATIENCE, FENCE_PATIENCE);
    trusting.successorServes();
    for (int i = 0; i < PATIENCE; i++) {
      trusting.tick();
    }
    assertThat(trusting.step()).isEqualTo(Step.LEAVES);
  }

  @Test
  void onlyASuccessorThatHasNotBegunItsEpochIsHung() {
    tick(HANG - 1);
    assertThat(replacement.isSuccessorHung()).isFalse();
    tick(1);
    assertThat(replacement.isSuccessorHung()).isTrue();
    replacement.successorServes();
    assertThat(replacement.isSuccessorHung()).isFalse();
    ReplacementPrimary patient = new ReplacementPrimary(0, PATIENCE, FENCE_PATIENCE);
    patient.tick();
    assertThat(patient.isSuccessorHung()).isFalse();
  }

  @Test
  void theFenceOfALostSuccessorIsWaitedForAndNotForEver() {
    replacement.successorLost();
    tick(FENCE_PATIENCE - 1);
    assertThat(replacement.step()).isEqualTo(Step.WANTS_FENCE);
    tick(1);
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
  }

  /** Its connection was lost, and it lives: it has the fence, and waits for this process to go. */
  @Test
  void aSuccessorThatServesAndIsOnlyUnreachableIsNotWaitedForAnyLonger() {
    replacement.successorServes();
    replacement.successorLost();
    tick(PATIENCE);
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThat(replacement.reason()).contains("another process has the fence");
  }

  @Test
  void itLeavesWhenAThirdProcessWasQuicker() {
    replacement.successorServes();
    replacement.anotherServes();
    assertThat(replacement.step()).isEqualTo(Step.STANDS_BY);
    replacement.successorLost();
    replacement.anotherServes();
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThatThrownBy(() -> replacement.fenceTaken(false))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePairIsEndedByWhoeverServes() {
    replacement.pairIsToEnd();
    assertThat(replacement.step()).isEqualTo(Step.AWAITS_EPOCH);
    replacement.successorServes();
    assertThat(replacement.step()).isEqualTo(Step.LEAVES);
    assertThat(replacement.successorHasServed()).isTrue();
  }

  @Test
  void whoTakesOverAgainEndsThePairItself() {
    replacement.pairIsToEnd();
    replacement.successorLost();
    replacement.fenceTaken(false);
    assertThat(replacement.step()).isEqualTo(Step.SUCCEEDS);
  }

  /**
   * Whatever comes in whatever order: it never serves but with the fence, never serves on in its
   * own epoch after another's, and comes to an end.
   */
  @Test
  void everyOrderOfWhatItLearnsComesToAnEnd() {
    List<Consumer<ReplacementPrimary>> events =
        List.of(
            ReplacementPrimary::successorServes,
            ReplacementPrimary::successorNeedsNobody,
            ReplacementPrimary::successorHeard,
            ReplacementPrimary::successorLost,
            ReplacementPrimary::pairIsToEnd,
            ReplacementPrimary::anotherServes,
            ReplacementPrimary::tick);
    ArrayDeque<List<Consumer<ReplacementPrimary>>> orders = new ArrayDeque<>();
    orders.add(List.of());
    int played = 0;
    while (!orders.isEmpty()) {
      List<Consumer<ReplacementPrimary>> order = orders.remove();
      for (boolean untouched : new boolean[] {true, false}) {
        play(order, untouched);
        played++;
      }
      if (order.size() < 5) {
        for (Consumer<ReplacementPrimary> event : events) {
          List<Consumer<ReplacementPrimary>> longer = new ArrayList<>(order);
          longer.add(event);
          orders.add(longer);
        }
      }
    }
    assertThat(played).isGreaterThan(10_000);
  }

  private static void play(List<Consumer<ReplacementPrimary>> order, boolean untouched) {
    ReplacementPrimary played = new ReplacementPrimary(HANG, PATIENCE, FENCE_PATIENCE);
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
    assertThat(played.step()).isIn(Step.AWAITS_EPOCH, Step.STANDS_BY, Step.LEAVES);
    played.successorServes();
    for (int i = 0; i < PATIENCE; i++) {
      played.successorHeard();
      played.tick();
    }
    assertThat(played.step()).isEqualTo(Step.LEAVES);
  }
}
