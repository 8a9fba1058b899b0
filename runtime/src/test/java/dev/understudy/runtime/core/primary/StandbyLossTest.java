package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.understudy.runtime.core.primary.CoreFixture.Point;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standby lags, hangs, differs, is cut off or dies; promises 5 and 6. */
class StandbyLossTest {

  private static void assertSilentUntilDead(CoreFixture pair, String... heard) {
    pair.call(8, LedgerCall.read(1));
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.settle();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.DROPPED);
    assertThat(pair.ada.heard()).isEmpty();
    assertThat(bob.heard()).isEmpty();
    pair.primary.standbyDied();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.NONE);
    assertThat(pair.ada.heard()).startsWith(heard).hasSize(heard.length + 1);
    assertThat(bob.heard()).hasSize(1).first().asString().startsWith("welcome");
  }

  @Test
  void aLaggingStandbyIsDroppedAndNoReplyGoesUntilItIsDeadThenAllDo() {
    CoreFixture pair = ofPair(new CoreLimits(5, 3, 0, 2, 8, 8, 1_000));
    for (int request = 1; request <= 3; request++) {
      pair.call(request, LedgerCall.add(1, 1, 100 + request));
    }
    assertThat(pair.events).contains("kill: it left 3 updates unanswered");
    assertSilentUntilDead(pair, "1 = 1 at 2", "2 = 2 at 3", "3 = 3 at 4");
  }

  @Test
  void signsOfLifeComeManyTimesInATimeoutButNotAtEachTick() {
    CoreFixture pair = ofPair(new CoreLimits(100, 3, 0, 2, 8, 8, 1_000));
    for (int i = 0; i < 20; i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events).filteredOn("heartbeat"::equals).hasSize(5);
  }

  @Test
  void aSilentStandbyIsDropped() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 1, 100));
    for (int i = 0; i < CoreFixture.LIMITS.hangTicks() - 1; i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events).doesNotContain("kill: it was silent for too long");
    pair.batch(pair.primary::tick);
    assertThat(pair.events).contains("heartbeat", "kill: it was silent for too long");
    assertSilentUntilDead(pair, "1 = 1 at 2");
  }

  @Test
  void aStandbyThatGivesSignsOfLifeIsKept() {
    CoreFixture pair = ofPair();
    for (int i = 0; i < 4 * CoreFixture.LIMITS.hangTicks(); i++) {
      pair.standby.tick();
      pair.settle();
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
  }

  @Test
  void aStandbyWhoseLinkIsLostIsDropped() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 1, 100));
    pair.batch(() -> pair.primary.standbyLinkLost("the link has ended"));
    assertThat(pair.events).contains("kill: the link has ended");
    assertSilentUntilDead(pair, "1 = 1 at 2");
  }

  @Test
  void whatADroppedStandbyStillSaysReleasesNothing() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 1, 100));
    pair.deliver();
    pair.batch(() -> pair.primary.standbyLinkLost("the link has ended"));
    pair.answer();
    assertSilentUntilDead(pair, "1 = 1 at 2");
  }

  @Test
  void theDeathOfTheStandbyReleasesWhatWaitsForIt() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 1, 100));
    pair.primary.standbyDied();
    assertThat(pair.ada.heard()).containsExactly("1 = 1 at 2");
    pair.call(2, LedgerCall.add(1, 1, 101));
    assertThat(pair.ada.heard()).containsExactly("1 = 1 at 2", "2 = 2 at 3");
  }

  @Test
  void anObituaryWithinABatchReleasesNothingThatIsNotInTheJournal() {
    CoreFixture pair = ofPair();
    pair.dieAt(
        Point.IN_THE_JOURNAL_WRITE,
        () -> pair.request(1, LedgerCall.add(1, 1, 100)),
        () -> pair.primary.standbyDied(),
        () -> assertThat(pair.ada.heard()).isEmpty());
  }

  @Test
  void aDifferentResultIsReportedWithBothAndThePrimarysIsReleasedOnceTheStandbyIsDead() {
    CoreFixture pair = ofPair();
    pair.understudy.skewResults(1000);
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    assertThat(pair.events)
        .contains(
            "update 2, add(int,long,long): the primary's result is "
                + read(pair.ledger, 5)
                + ", the standby's is "
                + read(pair.ledger, 1005),
            "kill: its result of update 2 differs");
    assertSilentUntilDead(pair, "1 = 5 at 2");
  }

  private static String read(Ledger ledger, long value) {
    return "Reading[sequence=2, chain=%d, value=%d]".formatted(ledger.chain(), value);
  }

  @Test
  void aDeclaredExceptionWithOtherFieldsDiffers() {
    CoreFixture pair = ofPair();
    pair.understudy.skewResults(1000);
    pair.call(1, LedgerCall.transfer(1, 2, 5, 100));
    pair.settle();
    assertThat(pair.events).contains("kill: its result of update 2 differs");
  }

  @Test
  void aResultThatCannotBeReadDiffersAndThePrimaryLives() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.batch(() -> pair.primary.standbyAnswered(new byte[] {0, 1}, 0, 2));
    assertThat(pair.events).contains("kill: its result of update 2 differs");
    assertSilentUntilDead(pair, "1 = 5 at 2");
  }

  @Test
  void aResultThatDiffersJustBeforeADeathWasToldToNobodyAndTheSuccessorsIsTheFirst() {
    CoreFixture pair = ofPair();
    pair.understudy.skewResults(1000);
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.deliver();
    pair.answer();
    assertThat(pair.ada.heard()).isEmpty();
    pair.takeOver(); // The kill was decided, and the primary died before it was done.
    pair.resume();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "1 = 1005 at 2", "1 = 1005 at 2");
  }

  @Test
  void resultsThatAreNotComparedAreWaitedForAllTheSame() {
    CoreFixture pair = new CoreFixture();
    pair.ledger = new Ledger(Ledger.NOT_COMPARED);
    pair.primary =
        new PrimaryCore(new StateMachine(pair.ledger), pair, CoreFixture.LIMITS, List.of(), 1, 42);
    pair.journal.cut(0);
    pair.primary.begin(1);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.join();
    pair.understudy.skewResults(1000);
    pair.ada.forget();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).isEmpty();
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
  }

  @Test
  void anAnswerToWhatWasNotForwardedDropsTheStandby() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.primary.standbyAnswered(new byte[0], 0, 0));
    assertThat(pair.events).contains("kill: it answered an update that was not forwarded to it");
  }

  @Test
  void aStandbyThatIsLostInTheMiddleOfABatchIsNotForwardedTo() {
    CoreFixture pair = ofPair();
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.primary.standbyLinkLost("the link has ended"),
        () -> pair.request(2, LedgerCall.add(1, 5, 101)));
    assertThat(pair.events).containsExactly("kill: the link has ended", "journal 2 to 3");
    pair.primary.standbyDied();
    pair.join();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "2 = 10 at 3");
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(Replay.saved(Replay.of(pair.journal)));
  }

  @Test
  void aLinkThatIsLostBeforeTheStandbyHasJoinedOrAfterItWasDroppedIsNoNews() {
    CoreFixture alone = new CoreFixture();
    assertThatCode(() -> alone.primary.standbyLinkLost("nobody there")).doesNotThrowAnyException();
    assertThat(alone.primary.standbyPhase()).isEqualTo(StandbyPhase.NONE);
    CoreFixture pair = ofPair();
    pair.primary.standbyLinkLost("first");
    pair.primary.standbyLinkLost("second");
    assertThat(pair.events).containsExactly("kill: first");
  }

  @Test
  void aSilentStandbyThatIsBeingDebuggedIsNotDropped() {
    CoreFixture pair = CoreFixture.ofPair();
    pair.debugged = true;
    for (int i = 0; i < 10 * CoreFixture.LIMITS.hangTicks(); i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events).noneMatch(event -> event.startsWith("kill"));
    pair.debugged = false;
    for (int i = 0; i < CoreFixture.LIMITS.hangTicks(); i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events).contains("kill: it was silent for too long");
  }

  @Test
  void oneThatWasKilledAndDoesNotDieIsDismissedInWritingAndHoldsUpNobodyForEver() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100)); // Which it never answers.
    pair.primary.standbyLinkLost("its connection was closed");
    for (int i = 0; i < CoreLimits.DISMISS_TICKS; i++) {
      assertThat(pair.events).doesNotContain("dismiss");
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events)
        .contains("the standby was killed, and has not died: clients wait for that")
        .containsOnlyOnce("dismiss");
    assertThat(pair.primary.isStandbyDyingForLong()).isTrue();
    assertThat(pair.ada.heard()).isEmpty();
    pair.primary.standbyDied(); // As good as dead, once that is written.
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    assertThat(pair.primary.isStandbyDyingForLong()).isFalse();
  }

  /** The next one has a time of its own to die in. */
  @Test
  void theNextOneThatDoesNotDieIsToldAndDismissedToo() {
    CoreFixture pair = ofPair();
    for (int standby = 1; standby <= 2; standby++) {
      pair.primary.standbyLinkLost("its connection was closed");
      assertThat(pair.primary.isStandbyDyingForLong()).isFalse();
      for (int i = 0; i < CoreLimits.DISMISS_TICKS; i++) {
        pair.batch(pair.primary::tick);
      }
      assertThat(pair.events.stream().filter("dismiss"::equals)).hasSize(standby);
      pair.primary.standbyDied();
      pair.join();
    }
  }
}
