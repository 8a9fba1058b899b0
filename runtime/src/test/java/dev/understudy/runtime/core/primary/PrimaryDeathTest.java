package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.primary.CoreFixture.Point;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.simulation.JournalBytes;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.wire.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The primary dies at every point of a batch; DESIGN 4, "every takeover", and promises 1 and 2. */
class PrimaryDeathTest {

  private static void assertAgreement(CoreFixture pair) {
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
  }

  @Test
  void beforeTheForwardTheUpdateIsGoneAndItsRetryIsTheFirst() {
    CoreFixture pair = ofPair();
    pair.dieAt(Point.BEFORE_FORWARD, () -> pair.request(1, LedgerCall.add(1, 5, 100)));
    assertThat(pair.takeOver()).isZero();
    assertAgreement(pair);
    pair.resume();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "1 = 5 at 2");
  }

  @Test
  void afterTheForwardAndBeforeTheJournalWriteTheSuccessorAppendsIt() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.dieAt(Point.AFTER_FORWARD, () -> pair.request(2, LedgerCall.add(1, 7, 101)));
    assertThat(pair.takeOver()).isEqualTo(1);
    assertThat(pair.events).containsExactly("journal 4 to 3");
    assertAgreement(pair);
    assertThat(pair.ledger.balance(1)).isEqualTo(12);
    pair.resume();
    pair.call(2, LedgerCall.add(1, 7, 101));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "2 = 12 at 3");
    assertThat(pair.ledger.balance(1)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 69, 90, 170, 179})
  void inTheMiddleOfTheJournalWriteTheTornTailIsCutAndWrittenAgain(int tornBytes) {
    CoreFixture pair = ofPair();
    pair.tornBytes = tornBytes;
    pair.dieAt(
        Point.IN_THE_JOURNAL_WRITE,
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, LedgerCall.add(1, 7, 101)));
    pair.takeOver();
    assertAgreement(pair);
    assertThat(pair.standby.state().sequence()).isEqualTo(3);
    pair.resume();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(2, LedgerCall.add(1, 7, 101));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "1 = 5 at 2", "2 = 12 at 3");
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void theBatchAroundTheDeathIsAppliedOnceOrNotAtAll(Point point) {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.dieAt(
        point,
        () -> pair.request(2, LedgerCall.plain(3, 101)),
        () -> pair.request(3, LedgerCall.add(1, 7, 102)));
    pair.takeOver();
    assertAgreement(pair);
    pair.resume();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(2, LedgerCall.plain(3, 101));
    pair.call(3, LedgerCall.add(1, 7, 102));
    assertThat(pair.ada.heard())
        .containsExactly(
            "welcome 1",
            "1 = 5 at 2",
            "2 UpdateFailedException add(int,long,long) threw java.lang.IllegalStateException:"
                + " failed as asked, 101",
            "3 = 12 at 4");
    assertAgreement(pair);
  }

  @Test
  void afterTheJournalWriteAndBeforeTheForwardTheSuccessorDigestsTheJournal() {
    // The code forwards first; what never left the dead process's memory is the same to its heir.
    CoreFixture pair = ofPair();
    pair.dieAt(Point.AFTER_JOURNAL_WRITE, () -> pair.request(1, LedgerCall.add(1, 5, 100)));
    pair.toStandby.clear();
    assertThat(pair.takeOver()).isZero();
    assertAgreement(pair);
    assertThat(pair.ledger.balance(1)).isEqualTo(5);
    pair.resume();
    pair.call(1, LedgerCall.add(1, 9, 100));
    assertThat(pair.ada.heard()).containsExactly("welcome 1", "1 = 5 at 2");
  }

  @Test
  void theFirstOutcomeIsGivenAgainAfterAnyNumberOfTakeovers() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.plain(2, 100));
    pair.settle();
    String first = pair.ada.heard().get(0);
    for (int epoch = 0; epoch < 3; epoch++) {
      pair.ada.forget();
      pair.takeOver();
      pair.join();
      pair.resume();
      pair.call(1, LedgerCall.plain(2, 100));
      pair.settle();
      assertThat(pair.ada.heard()).containsExactly("welcome 1", first);
    }
  }

  @Test
  void theEpochGrowsWithEveryTakeoverAndIsInTheJournal() {
    CoreFixture pair = ofPair();
    for (long epoch = 2; epoch < 5; epoch++) {
      pair.takeOver();
      assertThat(pair.primary.epoch()).isEqualTo(epoch);
      assertThat(Replay.of(pair.journal).epoch()).isEqualTo(epoch);
      pair.join();
    }
  }

  @Test
  void aRestartFromDiskHasAllThatWasJournaled() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.dieAt(Point.IN_THE_JOURNAL_WRITE, () -> pair.request(2, LedgerCall.add(1, 7, 101)));
    pair.newStandby();
    assertThat(pair.takeOver()).isZero();
    assertAgreement(pair);
    assertThat(pair.ledger.balance(1)).isEqualTo(5);
  }

  @Test
  void aTakeoverWhoseAppendIsTornIsMadeGoodByTheNextRestart() {
    CoreFixture pair = ofPair();
    pair.dieAt(
        Point.AFTER_FORWARD,
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, LedgerCall.add(1, 7, 101)));
    pair.deliver();
    pair.tornBytes = 100;
    Takeover.settle(pair.standby, new TornTail(pair));
    pair.newStandby();
    pair.takeOver();
    assertAgreement(pair);
    assertThat(pair.standby.state().sequence()).isEqualTo(2);
  }

  @Test
  void aJournalThatEndsBeforeWhatTheStandbyHasIsRefused() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(2, LedgerCall.add(1, 7, 101));
    pair.settle();
    pair.call(3, LedgerCall.add(1, 9, 102)); // Says that the journal is written up to 3.
    pair.deliver();
    pair.journal.cut(pair.journal.size() - 2 * 89);
    assertThatThrownBy(() -> Takeover.settle(pair.standby, pair.reader))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal ends with update 2")
        .hasMessageContaining("this standby has update 4");
  }

  @Test
  void aJournalThatEndsBeforeASilentStandbysStateIsRefused() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    pair.standby.journaled(2, 0, 0); // All forgotten: nothing is kept.
    pair.journal.cut(pair.reader.position());
    assertThatThrownBy(() -> Takeover.settle(pair.standby, pair.reader))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal ends with update 1")
        .hasMessageContaining("this standby has update 2");
  }

  /** Of what it lacked, nobody compares the results any more. */
  @Test
  void aTakeoverRefusesWhatEndsOtherwiseThanAtThePrimary() {
    CoreFixture pair = ofPair();
    pair.dieAt(Point.AFTER_FORWARD, () -> pair.request(1, LedgerCall.add(1, 5, 100)));
    LogRecord threw = new LogRecord();
    assertThat(threw.parse(pair.lastForward, 0, pair.lastForward.length)).isPositive();
    threw.noteThatItThrew();
    pair.journal.append(threw.array(), threw.offset(), threw.size());
    assertThatThrownBy(() -> Takeover.settle(pair.standby, pair.reader))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining(
            "update 2, add(int,long,long), threw an exception when it was applied, and returns");
  }

  /** How an update ends is no value, and is in its record: also where results are not compared. */
  @Test
  void aReadyStandbySeesToTheEndOfEveryUpdateWhereNothingIsCompared() {
    CoreFixture pair = new CoreFixture(CoreFixture.LIMITS, Ledger.NOT_COMPARED);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.join();
    pair.dieAt(Point.AFTER_FORWARD, () -> pair.request(1, LedgerCall.add(1, 5, 100)));
    LogRecord threw = new LogRecord();
    assertThat(threw.parse(pair.lastForward, 0, pair.lastForward.length)).isPositive();
    threw.noteThatItThrew();
    assertThatThrownBy(() -> pair.standby.forwarded(threw))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("threw an exception when it was applied, and returns");
  }

  @Test
  void aReplyThatWasReleasedIsInTheJournalAndInTheSuccessor() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    pair.dieAt(Point.AFTER_FORWARD, () -> pair.request(2, LedgerCall.add(1, 7, 101)));
    pair.toStandby.clear();
    pair.takeOver();
    assertAgreement(pair);
    assertThat(pair.ledger.balance(1)).isEqualTo(5);
  }

  /** Appends less than it is told, as a process does that dies on the way. */
  private record TornTail(CoreFixture pair) implements Takeover.Tail {

    @Override
    public boolean next(LogRecord into) {
      return reader().next(into);
    }

    private JournalBytes.Reader reader() {
      return pair.reader;
    }

    @Override
    public long sequence() {
      return reader().sequence();
    }

    @Override
    public void append(byte[] bytes, int offset, int length, long first, long last) {
      pair.journal.append(bytes, offset, pair.tornBytes);
    }
  }
}
