package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a reply may go; DESIGN 4 and promise 4. */
class ReleaseTest {

  @Test
  void theReplyOfAnUpdateWaitsForTheStandbysAnswer() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.events).containsExactly("forward", "journal 2 to 2");
    assertThat(pair.ada.heard()).isEmpty();
    assertThat(pair.primary.isQuiet()).isFalse();
    pair.deliver();
    assertThat(pair.ada.heard()).isEmpty();
    pair.answer();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    assertThat(pair.primary.isQuiet()).isTrue();
  }

  @Test
  void theReplyOfAnUpdateWaitsForTheJournal() {
    CoreFixture alone = new CoreFixture();
    alone.batch(() -> alone.primary.openSession(alone.ada, "Ada"));
    alone.primary.beginBatch(2_000_000);
    alone.request(1, LedgerCall.add(1, 5, 100));
    alone.primary.standbyDied(); // Releases what may go, in the middle of a batch.
    assertThat(alone.ada.heard()).containsExactly("welcome 1");
    alone.primary.endBatch();
    assertThat(alone.ada.heard()).containsExactly("welcome 1", "1 = 5 at 2");
  }

  @Test
  void nobodyHearsOfAnUpdateThatDiesInTheJournalWrite() {
    CoreFixture alone = new CoreFixture();
    alone.batch(() -> alone.primary.openSession(alone.ada, "Ada"));
    alone.deathPoint = CoreFixture.Point.IN_THE_JOURNAL_WRITE;
    assertThatThrownBy(() -> alone.call(1, LedgerCall.add(1, 5, 100)))
        .isInstanceOf(CoreFixture.Death.class);
    assertThat(alone.ada.heard()).containsExactly("welcome 1");
  }

  @Test
  void theReplyOfAQueryWaitsForUnansweredUpdates() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(2, LedgerCall.read(1));
    assertThat(pair.ada.heard()).isEmpty();
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "2 = 5 at 2");
    pair.call(3, LedgerCall.read(1));
    assertThat(pair.ada.heard()).hasSize(3).last().isEqualTo("3 = 5 at 2");
  }

  @Test
  void aResumedSessionIsWelcomedWhenAllBeforeItIsSafe() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    RecordingPort again = new RecordingPort();
    pair.batch(() -> pair.primary.resumeSession(again, 1));
    assertThat(again.heard()).isEmpty();
    pair.settle();
    assertThat(again.heard()).containsExactly("welcome 1");
  }

  @Test
  void oneForwardAndOneJournalWriteServeAWholeBatch() {
    CoreFixture pair = ofPair();
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, LedgerCall.transfer(1, 2, 9, 101)),
        () -> pair.request(3, LedgerCall.transfer(1, 2, 2, 102)));
    assertThat(pair.events).containsExactly("forward", "journal 2 to 4");
    pair.settle();
    assertThat(pair.ada.heard())
        .containsExactly("1 = 5 at 2", "2 Overdrawn missing 4", "3 = 2 at 4");
  }

  @Test
  void aBatchThatIsTooLargeForOneFrameIsDividedAndNoReplyGoesSooner() {
    CoreFixture pair = ofPair();
    byte[] large = Arrays.copyOf(LedgerCall.malformed(Ledger.ADD).arguments(), 700_000);
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, new LedgerCall(Ledger.ADD, large)),
        () -> pair.request(3, LedgerCall.add(1, 5, 101)),
        () -> pair.request(4, new LedgerCall(Ledger.ADD, large)),
        () -> pair.request(5, new LedgerCall(Ledger.ADD, Arrays.copyOf(large, 1_100_000))));
    assertThat(pair.events).containsExactly("forward", "journal 2 to 3");
    pair.ada.forget();
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "3 = 10 at 3");
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
  }

  @Test
  void theStandbysAnswersReleaseOneReplyAfterTheOther() {
    CoreFixture pair = ofPair();
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, LedgerCall.add(1, 5, 101)));
    pair.deliver();
    pair.batch(() -> pair.toPrimary.remove().accept(pair.primary));
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    assertThat(pair.primary.standbySequence()).isEqualTo(2);
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2", "2 = 10 at 3");
  }

  @Test
  void openingASessionIsAReplicatedUpdateWhoseSequenceIsItsNumber() {
    CoreFixture pair = ofPair();
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    assertThat(pair.events).containsExactly("forward", "journal 2 to 2");
    assertThat(bob.heard()).isEmpty();
    pair.settle();
    assertThat(bob.heard()).containsExactly("welcome 2");
    pair.takeOver();
    assertThat(pair.standby.state().sessions().get(2)).isNotNull();
  }

  @Test
  void anErrorInAnUpdateIsNoResultAndReachesTheWriter() {
    CoreFixture pair = ofPair();
    pair.primary.beginBatch(2_000_000);
    assertThatThrownBy(() -> pair.request(1, LedgerCall.plain(Ledger.CRASH, 100)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("crashed as asked, 100");
    assertThat(pair.events).isEmpty();
    pair.takeOver();
    assertThat(pair.standby.state().sequence()).isEqualTo(1);
  }

  @Test
  void timeNeverGoesBack() {
    CoreFixture pair = ofPair();
    long before = pair.standby.state().timeMicros();
    pair.nowMicros = 5;
    pair.call(1, LedgerCall.plain(Ledger.DRAW, 100));
    pair.settle();
    pair.takeOver();
    pair.nowMicros = 7;
    pair.resume();
    pair.call(2, LedgerCall.plain(Ledger.DRAW, 101));
    LogRecord record = new LogRecord();
    List<Long> times = new ArrayList<>();
    var reader = pair.journal.reader();
    while (reader.next(record)) {
      times.add(record.timeMicros());
    }
    assertThat(times).isSorted().hasSize(5).last().isEqualTo(before);
  }

  @Test
  void theFirstUpdateRunsAsSequenceOneAndNoClientCanCallIt() {
    CoreFixture pair = new CoreFixture();
    pair.ledger = new Ledger(Ledger.WITH_FIRST);
    pair.primary =
        new PrimaryCore(new StateMachine(pair.ledger), pair, CoreFixture.LIMITS, List.of(), 1, 42);
    pair.journal.cut(0);
    pair.primary.begin(1);
    LedgerCall first = LedgerCall.add(1, 5, 100);
    Operation<?> operation = Ledger.WITH_FIRST.operations().get(Ledger.ADD);
    pair.batch(
        () -> {
          byte[] outcome = pair.primary.first(operation, first.input());
          assertThat(OutcomeCodec.isValue(outcome)).isTrue();
        },
        () -> pair.primary.openSession(pair.ada, "Ada"),
        () -> pair.request(1, LedgerCall.add(1, 5, 101)));
    assertThat(pair.ada.heard())
        .containsExactly("abandoned: it called operation 0 of 7", "welcome 2");
    assertThat(pair.ledger.balance(1)).isEqualTo(5);
    assertThat(Replay.of(pair.journal).sequence()).isEqualTo(2);
  }

  @Test
  void aCallerInsideHasNoSessionAndNothingIsKeptForIt() {
    CoreFixture pair = ofPair();
    RecordingPort inside = new RecordingPort();
    WireInput arguments = LedgerCall.add(1, 5, 100).input();
    pair.batch(() -> pair.primary.request(inside, 0, 1, 1, Ledger.ADD, arguments));
    pair.batch(
        () -> pair.primary.request(inside, 0, 1, 1, Ledger.ADD, LedgerCall.add(1, 5, 101).input()));
    pair.settle();
    assertThat(inside.heard()).containsExactly("1 = 5 at 2", "1 = 10 at 3");
  }
}
