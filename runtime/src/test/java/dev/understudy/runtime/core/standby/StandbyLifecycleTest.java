package dev.understudy.runtime.core.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.standby.StandbyLifecycle.Step;
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
  }

  @Test
  void aPrimaryThatDiesInASwitchoverIsSucceededAsAnyOther() {
    lifecycle.linked();
    lifecycle.handsOver();
    lifecycle.fenceFreed();
    lifecycle.orphaned();
    assertThat(lifecycle.step()).isEqualTo(Step.ORPHANED);
    assertThat(lifecycle.wantsFence()).isTrue();
  }

  @Test
  void thatTheFenceIsFreeIsNotBelievedWithoutASwitchover() {
    lifecycle.linked();
    assertThatThrownBy(lifecycle::fenceFreed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it was told that the fence is free while LINKED");
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
}
