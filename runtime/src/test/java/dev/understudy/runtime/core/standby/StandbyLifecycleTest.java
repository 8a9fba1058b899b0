package dev.understudy.runtime.core.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.standby.StandbyLifecycle.Step;
import dev.understudy.runtime.wire.MalformedInputException;
import org.junit.jupiter.api.Test;

/** A standby until it succeeds or leaves, in whatever order it learns of things. */
class StandbyLifecycleTest {

  private final StandbyLifecycle lifecycle = new StandbyLifecycle();

  @Test
  void oneThatWasNeverLinkedSucceedsWithTheFence() {
    assertThat(lifecycle.wantsFence()).isTrue();
    lifecycle.fenceTaken();
    assertThat(lifecycle.step()).isEqualTo(Step.SUCCEEDS);
  }

  @Test
  void oneThatIsLinkedLeavesTheFenceAlone() {
    lifecycle.linked();
    assertThat(lifecycle.wantsFence()).isFalse();
    assertThatThrownBy(lifecycle::fenceTaken).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCloseOfTheLinkMakesItWantTheFence() {
    lifecycle.linked();
    lifecycle.orphaned();
    assertThat(lifecycle.wantsFence()).isTrue();
    assertThat(lifecycle.mayBeTooLate()).isTrue();
  }

  @Test
  void inASwitchoverItWaitsForTheWordThatTheFenceIsFree() {
    lifecycle.linked();
    lifecycle.handsOver();
    assertThat(lifecycle.wantsFence()).isFalse();
    lifecycle.fenceFreed();
    assertThat(lifecycle.wantsFence()).isTrue();
    assertThat(lifecycle.mayBeTooLate()).isFalse();
    lifecycle.fenceTaken();
    assertThat(lifecycle.step()).isEqualTo(Step.SUCCEEDS);
    assertThat(lifecycle.wasHandedOver()).isTrue();
  }

  @Test
  void aSecondSwitchoverInTheMidstOfOneIsNotBelieved() {
    lifecycle.linked();
    assertThat(lifecycle.handsOver()).isTrue();
    assertThatThrownBy(lifecycle::handsOver)
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("that it hands over, while MAKES_READY");
  }

  @Test
  void oneThatCannotUnderstudyMakesNoMoveInASwitchover() {
    lifecycle.linked();
    lifecycle.cannotUnderstudy("update 3 throws");
    assertThat(lifecycle.handsOver()).isFalse();
    lifecycle.fenceFreed();
    assertThat(lifecycle.wantsFence()).isFalse();
    assertThat(lifecycle.step()).isEqualTo(Step.LINKED);
  }

  @Test
  void aPrimaryThatDiesInASwitchoverIsSucceededAsAnyOther() {
    lifecycle.linked();
    lifecycle.handsOver();
    lifecycle.fenceFreed();
    lifecycle.orphaned();
    assertThat(lifecycle.step()).isEqualTo(Step.ORPHANED);
    assertThat(lifecycle.wantsFence()).isTrue();
    lifecycle.fenceTaken();
    assertThat(lifecycle.wasHandedOver()).isFalse();
  }

  @Test
  void thatTheFenceIsFreeIsNotBelievedWithoutASwitchover() {
    lifecycle.linked();
    assertThatThrownBy(lifecycle::fenceFreed)
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("that the fence is free, while LINKED");
  }

  @Test
  void oneThatCannotUnderstudyTellsThePrimaryFirst() {
    lifecycle.cannotUnderstudy("the journal is damaged");
    assertThat(lifecycle.digests()).isFalse();
    assertThat(lifecycle.reasonToLeave()).isNull();
    lifecycle.linked();
    assertThat(lifecycle.reasonToLeave()).isEqualTo("the journal is damaged");
  }

  /** Its state may hold what it could not digest. */
  @Test
  void oneThatCannotUnderstudyNeverSucceeds() {
    lifecycle.cannotUnderstudy("update 3 throws");
    assertThat(lifecycle.wantsFence()).isFalse();
    lifecycle.linked();
    lifecycle.orphaned();
    assertThat(lifecycle.wantsFence()).isFalse();
    assertThat(lifecycle.reasonToLeave()).isEqualTo("update 3 throws");
  }

  @Test
  void oneThatCannotUnderstudyDoesNotWaitForALinkForEver() {
    lifecycle.cannotUnderstudy("the journal is damaged");
    for (int i = 0; i < StandbyLifecycle.UNTOLD_TICKS - 1; i++) {
      lifecycle.tick();
    }
    assertThat(lifecycle.reasonToLeave()).isNull();
    lifecycle.tick();
    assertThat(lifecycle.reasonToLeave()).isEqualTo("the journal is damaged");
  }

  @Test
  void oneThatHasLeftComesBackForNothing() {
    lifecycle.linked();
    lifecycle.leaves();
    lifecycle.orphaned();
    lifecycle.cannotUnderstudy("late");
    assertThat(lifecycle.hasLeft()).isTrue();
    assertThat(lifecycle.wantsFence()).isFalse();
    assertThat(lifecycle.reasonToLeave()).isNull();
    assertThat(lifecycle.digests()).isFalse();
  }

  /**
   * Whatever comes in whatever order, it wants the fence only if nobody can have it by right: it
   * was never linked, or was told that the fence is free after it was told to make ready, or has
   * lost its link. What comes out of order is refused, and changes nothing.
   */
  @Test
  void inNoOrderOfEventsDoesItWantAFenceThatIsNotFree() {
    for (int order = 0; order < 7 * 7 * 7 * 7 * 7 * 7; order++) {
      Heard heard = new Heard();
      for (int rest = order, i = 0; i < 6; i++, rest /= 7) {
        heard.play(rest % 7);
        assertThat(heard.lifecycle.wantsFence()).as("order %d", order).isEqualTo(heard.isForIt());
      }
    }
  }

  /** What a standby has been told, counted without steps. */
  private static final class Heard {

    final StandbyLifecycle lifecycle = new StandbyLifecycle();
    private boolean linked;
    private boolean asked;
    private boolean freed;
    private boolean orphaned;
    private boolean unfit;
    private boolean left;
    private boolean succeeded;

    boolean isForIt() {
      return !unfit && !left && !succeeded && (!linked || freed || orphaned);
    }

    void play(int event) {
      boolean listens = linked && !orphaned && !succeeded;
      switch (event) {
        case 0 -> linked |= isTaken(lifecycle::linked, !linked && !orphaned && !left && !succeeded);
        case 1 -> {
          boolean deaf = unfit || left;
          asked |= isTaken(lifecycle::handsOver, deaf || (listens && !asked)) && !deaf;
        }
        case 2 -> {
          boolean deaf = unfit || left;
          freed |= isTaken(lifecycle::fenceFreed, deaf || (listens && asked && !freed)) && !deaf;
        }
        case 3 -> {
          lifecycle.orphaned();
          orphaned |= !left && !succeeded;
        }
        case 4 -> {
          lifecycle.cannotUnderstudy("update 3 throws");
          unfit = true;
        }
        case 5 -> {
          lifecycle.leaves();
          left = true;
        }
        default -> {
          boolean byRight = isForIt() && freed && !orphaned;
          if (isTaken(lifecycle::fenceTaken, isForIt())) {
            assertThat(lifecycle.wasHandedOver()).isEqualTo(byRight);
            succeeded = true;
          }
        }
      }
    }

    private static boolean isTaken(Runnable event, boolean isLegal) {
      try {
        event.run();
      } catch (IllegalStateException | MalformedInputException e) {
        assertThat(isLegal).isFalse();
        return false;
      }
      assertThat(isLegal).isTrue();
      return true;
    }
  }
}
