package dev.understudy.runtime.core.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.standby.Understudy.Step;
import org.junit.jupiter.api.Test;

/** A standby until it succeeds or leaves, in whatever order it learns of things. */
class UnderstudyTest {

  private final Understudy understudy = new Understudy();

  @Test
  void oneThatWasNeverLinkedSucceedsWithTheFence() {
    assertThat(understudy.wantsFence()).isTrue();
    understudy.fenceTaken();
    assertThat(understudy.step()).isEqualTo(Step.SUCCEEDS);
  }

  @Test
  void oneThatIsLinkedLeavesTheFenceAlone() {
    understudy.linked();
    assertThat(understudy.wantsFence()).isFalse();
    assertThatThrownBy(understudy::fenceTaken).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCloseOfTheLinkMakesItWantTheFence() {
    understudy.linked();
    understudy.orphaned();
    assertThat(understudy.wantsFence()).isTrue();
    assertThat(understudy.mayBeTooLate()).isTrue();
  }

  @Test
  void inASwitchoverItWaitsForTheWordThatTheFenceIsFree() {
    understudy.linked();
    understudy.handsOver();
    assertThat(understudy.wantsFence()).isFalse();
    understudy.fenceFreed();
    assertThat(understudy.wantsFence()).isTrue();
    assertThat(understudy.mayBeTooLate()).isFalse();
    understudy.fenceTaken();
    assertThat(understudy.step()).isEqualTo(Step.SUCCEEDS);
  }

  @Test
  void aPrimaryThatDiesInASwitchoverIsSucceededAsAnyOther() {
    understudy.linked();
    understudy.handsOver();
    understudy.fenceFreed();
    understudy.orphaned();
    assertThat(understudy.step()).isEqualTo(Step.ORPHANED);
    assertThat(understudy.wantsFence()).isTrue();
  }

  @Test
  void thatTheFenceIsFreeIsNotBelievedWithoutASwitchover() {
    understudy.linked();
    assertThatThrownBy(understudy::fenceFreed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it was told that the fence is free while LINKED");
  }

  @Test
  void oneThatCannotUnderstudyTellsThePrimaryFirst() {
    understudy.cannotUnderstudy("the journal is damaged");
    assertThat(understudy.digests()).isFalse();
    assertThat(understudy.reasonToLeave()).isNull();
    understudy.linked();
    assertThat(understudy.reasonToLeave()).isEqualTo("the journal is damaged");
  }

  /** Its state may hold what it could not digest. */
  @Test
  void oneThatCannotUnderstudyNeverSucceeds() {
    understudy.cannotUnderstudy("update 3 throws");
    assertThat(understudy.wantsFence()).isFalse();
    understudy.linked();
    understudy.orphaned();
    assertThat(understudy.wantsFence()).isFalse();
    assertThat(understudy.reasonToLeave()).isEqualTo("update 3 throws");
  }

  @Test
  void oneThatCannotUnderstudyDoesNotWaitForALinkForEver() {
    understudy.cannotUnderstudy("the journal is damaged");
    for (int i = 0; i < Understudy.UNTOLD_TICKS - 1; i++) {
      understudy.tick();
    }
    assertThat(understudy.reasonToLeave()).isNull();
    understudy.tick();
    assertThat(understudy.reasonToLeave()).isEqualTo("the journal is damaged");
  }

  @Test
  void oneThatHasLeftComesBackForNothing() {
    understudy.linked();
    understudy.leaves();
    understudy.orphaned();
    understudy.cannotUnderstudy("late");
    assertThat(understudy.hasLeft()).isTrue();
    assertThat(understudy.wantsFence()).isFalse();
    assertThat(understudy.reasonToLeave()).isNull();
    assertThat(understudy.digests()).isFalse();
  }
}
