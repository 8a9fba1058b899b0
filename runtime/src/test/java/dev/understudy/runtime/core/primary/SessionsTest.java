package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.wire.LogRecord;
import org.junit.jupiter.api.Test;

/** Sessions: exactly once, ends, grace, limits; promises 2, 9 and 13. */
class SessionsTest {

  private static final int GRACE = CoreFixture.LIMITS.graceTicks();

  private static void ticks(CoreFixture pair, int count) {
    for (int i = 0; i < count; i++) {
      pair.primary.standbyHeard();
      pair.batch(pair.primary::tick);
      pair.settle();
    }
  }

  @Test
  void aDuplicateOfACallThatIsUnansweredWaitsAsTheFirstDoes() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).isEmpty();
    assertThat(pair.primary.applied()).isEqualTo(2);
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "1 = 5 at 2");
  }

  @Test
  void aDuplicateWithinOneBatchIsAppliedOnce() {
    CoreFixture pair = ofPair();
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(1, LedgerCall.add(1, 5, 100)));
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "1 = 5 at 2");
  }

  @Test
  void anOldCopyOfAConfirmedCallIsPassedOver() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.batch(() -> pair.request(pair.ada, 2, 2, LedgerCall.add(1, 7, 101)));
    pair.settle();
    pair.ada.forget();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    assertThat(pair.ada.heard()).isEmpty();
    assertThat(pair.ledger.balance(1)).isEqualTo(12);
  }

  @Test
  void anOldCopyOfACallThatWasGivenUpIsPassedOverOnceTheClientHasMovedOn() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.request(pair.ada, 2, 2, LedgerCall.add(1, 7, 101)));
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("2 = 7 at 2");
  }

  @Test
  void aCallThatWasRefusedIsNotAppliedFromAnEarlierConnection() {
    CoreFixture pair = ofPair();
    RecordingPort again = new RecordingPort();
    pair.batch(() -> pair.primary.resumeSession(again, 1));
    pair.settle();
    pair.room = 0;
    pair.batch(() -> pair.request(again, 1, 1, LedgerCall.add(1, 5, 100)));
    pair.room = Integer.MAX_VALUE;
    pair.call(1, LedgerCall.add(1, 5, 100)); // Its copy, still in the old connection's buffer.
    pair.settle();
    assertThat(again.heard()).hasSize(2).last().asString().startsWith("1 REFUSED");
    assertThat(pair.ada.heard()).hasSize(1).last().asString().startsWith("1 REFUSED");
    assertThat(pair.ledger.balance(1)).isZero();
    pair.batch(() -> pair.request(again, 2, 2, LedgerCall.add(1, 7, 101)));
    pair.settle();
    assertThat(again.heard()).last().isEqualTo("2 = 7 at 2");
  }

  @Test
  void aCallWhoseRefusalWasNotHeardIsAppliedByTheSuccessor() {
    CoreFixture pair = ofPair();
    pair.room = 0;
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.room = Integer.MAX_VALUE;
    pair.ada.forget();
    pair.takeOver();
    pair.resume();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "1 = 5 at 2");
  }

  @Test
  void theEndOfAnEarlierConnectionIsNotTheEndOfTheLaterOne() {
    CoreFixture pair = ofPair();
    RecordingPort again = new RecordingPort();
    pair.batch(() -> pair.primary.resumeSession(again, 1));
    pair.primary.sessionLeft(pair.ada);
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE + 2);
    pair.batch(() -> pair.request(again, 1, 1, LedgerCall.add(1, 5, 100)));
    pair.settle();
    assertThat(again.heard()).containsExactly("welcome 1", "1 = 5 at 2");
    pair.primary.sessionLeft(again);
    ticks(pair, GRACE + 1);
    assertThat(pair.standby.state().sessions().size()).isZero();
  }

  @Test
  void anEarlierConnectionsHelloThatIsReadLateDisturbsNothing() {
    CoreFixture pair = ofPair();
    RecordingPort early = new RecordingPort();
    RecordingPort late = new RecordingPort();
    pair.batch(
        () -> pair.primary.sessionLeft(pair.ada),
        () -> pair.primary.resumeSession(late, 1),
        () -> pair.primary.resumeSession(early, 1),
        () -> pair.primary.sessionLeft(early));
    pair.settle();
    ticks(pair, GRACE + 2);
    pair.batch(() -> pair.request(late, 1, 1, LedgerCall.add(1, 5, 100)));
    pair.settle();
    assertThat(late.heard()).containsExactly("welcome 1", "1 = 5 at 2");
  }

  @Test
  void aGoodbyeEndsTheSessionOnBothSides() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.primary.sessionEnded(pair.ada));
    pair.settle();
    assertThat(pair.standby.state().sessions().size()).isZero();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("farewell", "1 UNKNOWN session 1 has ended");
    RecordingPort late = new RecordingPort();
    pair.batch(() -> pair.primary.resumeSession(late, 1));
    assertThat(late.heard()).containsExactly("SESSION_ENDED session 1 has ended");
    assertThat(pair.primary.applied()).isEqualTo(2);
  }

  @Test
  void aClientThatIsAwayForLongerThanItsGraceIsDead() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    assertThat(pair.primary.applied()).isEqualTo(1);
    ticks(pair, 1);
    assertThat(pair.primary.applied()).isEqualTo(2);
    assertThat(pair.standby.state().sessions().size()).isZero();
    ticks(pair, 3 * GRACE);
    assertThat(pair.primary.applied()).isEqualTo(2);
  }

  @Test
  void aClientThatIsBackWithinItsGraceIsNotDead() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    pair.resume();
    ticks(pair, 3 * GRACE);
    assertThat(pair.primary.applied()).isEqualTo(1);
  }

  @Test
  void aClientThatIsGoneBeforeItsWelcomeIsAway() {
    CoreFixture pair = ofPair();
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.primary.sessionLeft(bob);
    pair.settle();
    assertThat(pair.standby.state().sessions().size()).isEqualTo(2);
    ticks(pair, GRACE + 1);
    assertThat(pair.standby.state().sessions().all()).extracting(Session::id).containsExactly(1L);
  }

  @Test
  void afterATakeoverTheGraceOfEverySessionStartsAnew() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    pair.takeOver();
    ticks(pair, GRACE);
    assertThat(pair.primary.applied()).isEqualTo(1);
    ticks(pair, 1);
    assertThat(pair.primary.applied()).isEqualTo(2);
    assertThat(Replay.of(pair.journal).sessions().size()).isZero();
  }

  @Test
  void aSessionWhoseEndMeetsAFullDiskEndsLater() {
    CoreFixture pair = ofPair();
    pair.room = 0;
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, 2 * GRACE);
    assertThat(pair.primary.applied()).isEqualTo(1);
    pair.room = Integer.MAX_VALUE;
    ticks(pair, GRACE + 1);
    assertThat(pair.primary.applied()).isEqualTo(2);
  }

  /** Room for one record says nothing of the next. */
  @Test
  void goodbyesThatMeetAFullDiskAreWrittenOneByOneAsThereIsRoom() {
    CoreFixture pair = ofPair();
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.settle();
    pair.room = 0;
    pair.batch(() -> pair.primary.sessionEnded(pair.ada), () -> pair.primary.sessionEnded(bob));
    pair.room = LogRecord.HEADER_BYTES + 1;
    ticks(pair, 25); // A full disk is tried again after 20.
    assertThat(Replay.of(pair.journal).sessions().size()).isEqualTo(1);
    pair.room = Integer.MAX_VALUE;
    ticks(pair, 25);
    assertThat(Replay.of(pair.journal).sessions().size()).isZero();
    assertThat(Replay.of(pair.journal).sequence()).isEqualTo(4);
  }

  @Test
  void aClientThatConfirmsNothingIsAbandonedAtTheLimit() {
    CoreFixture pair = ofPair();
    for (int request = 1; request <= CoreFixture.LIMITS.maxKeptOutcomes() + 1; request++) {
      pair.call(request, LedgerCall.add(1, 1, 100 + request));
    }
    assertThat(pair.ada.heard())
        .containsExactly("abandoned: it confirms no replies: 8 are kept for it");
    pair.settle();
    assertThat(pair.ledger.balance(1)).isEqualTo(CoreFixture.LIMITS.maxKeptOutcomes());
  }

  @Test
  void aClientWhoseKeptResultsAreTooLargeIsRefusedUntilItConfirmsThem() {
    CoreLimits limits = new CoreLimits(5, 3, 0, 100, 8, 8, 1);
    CoreFixture pair = ofPair(limits);
    pair.call(1, LedgerCall.add(1, 1, 101));
    pair.call(2, LedgerCall.add(1, 1, 102));
    pair.settle();
    assertThat(pair.ada.heard()).hasSize(2);
    assertThat(pair.ada.heard().get(0)).startsWith("2 REFUSED the results of 1 earlier calls");
    assertThat(pair.ada.heard().get(1)).isEqualTo("1 = 1 at 2");
    pair.batch(() -> pair.request(pair.ada, 2, 1, LedgerCall.add(1, 1, 102)));
    pair.batch(() -> pair.request(pair.ada, 3, 3, LedgerCall.add(1, 1, 103)));
    pair.settle();
    assertThat(pair.ada.heard()).hasSize(4);
    assertThat(pair.ada.heard().get(2)).startsWith("2 REFUSED");
    assertThat(pair.ada.heard().get(3)).isEqualTo("3 = 2 at 3");
  }

  @Test
  void aClientThatConfirmsTheFutureIsAbandoned() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.request(pair.ada, 1, 2, LedgerCall.add(1, 1, 100)));
    assertThat(pair.ada.heard()).hasSize(1).first().asString().startsWith("abandoned");
    assertThat(pair.primary.applied()).isEqualTo(1);
  }

  @Test
  void aSessionBeyondTheLimitIsRefusedAndNothingIsNumbered() {
    CoreFixture pair = ofPair();
    for (int i = 0; i < CoreFixture.LIMITS.maxSessions(); i++) {
      pair.batch(() -> pair.primary.openSession(pair.ada, "another"));
    }
    assertThat(pair.ada.heard())
        .containsExactly("LIMIT all 8 sessions are in use; try again later");
    assertThat(pair.primary.applied()).isEqualTo(8);
  }

  @Test
  void anIdleClientHasItsResultsForgotten() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    assertThat(pair.primary.applied()).isEqualTo(2);
    pair.batch(() -> pair.primary.confirmed(pair.ada, 2));
    pair.batch(() -> pair.primary.confirmed(pair.ada, 2)); // Says nothing new.
    pair.settle();
    assertThat(pair.primary.applied()).isEqualTo(3);
    Session session = pair.standby.state().sessions().get(1);
    assertThat(session.keptOutcomes()).isZero();
    assertThat(pair.standby.state().sessions().keptBytes()).isZero();
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(Replay.saved(Replay.of(pair.journal)));
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ledger.balance(1)).isEqualTo(5);
  }

  @Test
  void whoKeepsResultsIsRefusedOnceAllTogetherAreTooMany() {
    CoreLimits limits = new CoreLimits(5, 3, 0, 100, 8, 8, 1_000, 1, CoreLimits.DISMISS_TICKS);
    CoreFixture pair = ofPair(limits);
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.settle();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    pair.call(2, LedgerCall.add(1, 5, 101));
    pair.settle();
    assertThat(pair.ada.heard()).last().asString().startsWith("2 REFUSED the results of");
    assertThat(pair.primary.mustWait(2, 1, Ledger.ADD, LedgerCall.add(1, 1, 1).input())).isTrue();
    pair.batch(() -> pair.primary.confirmed(pair.ada, 3));
    ticks(pair, 1);
    assertThat(pair.primary.mustWait(2, 1, Ledger.ADD, LedgerCall.add(1, 1, 1).input())).isFalse();
  }
}
