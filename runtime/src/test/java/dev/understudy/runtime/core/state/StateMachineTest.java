package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMachineTest {

  private static StateMachine loaded(byte[] saved) {
    StateMachine state = new StateMachine(new Ledger());
    state.load(WireInput.ofSnapshot(saved, 0, saved.length));
    return state;
  }

  private static List<LogRecord> randomLog(SplittableRandom random) {
    List<LogRecord> log = new ArrayList<>();
    log.add(Records.epoch(0, 1));
    log.add(Records.open(1, "Ada"));
    int updates = random.nextInt(2, 60);
    for (long sequence = 2; sequence < updates; sequence++) {
      LedgerCall call =
          switch (random.nextInt(4)) {
            case 0 -> LedgerCall.add(random.nextInt(3), random.nextInt(9), sequence);
            case 1 -> LedgerCall.transfer(random.nextInt(3), random.nextInt(3), 4, sequence);
            case 2 -> LedgerCall.plain(Ledger.DRAW, sequence);
            default -> LedgerCall.plain(Ledger.FAIL, sequence);
          };
      log.add(
          random.nextInt(12) == 0
              ? Records.open(sequence, "another")
              : Records.update(sequence, 1, sequence, call));
    }
    return log;
  }

  @RepeatedTest(100)
  void whatIsSavedAnywhereAndGoesOnEndsWhereAReplayFromTheBeginEnds(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    StateMachine whole = new StateMachine(new Ledger());
    StateMachine resumed = new StateMachine(new Ledger());
    for (LogRecord record : randomLog(random)) {
      assertThat(whole.digest(record)).isTrue();
      assertThat(resumed.digest(record)).isTrue();
      assertThat(resumed.outcome()).isEqualTo(whole.outcome());
      if (random.nextInt(5) == 0) {
        resumed = loaded(Replay.saved(resumed));
      }
    }
    assertThat(Replay.saved(resumed)).isEqualTo(Replay.saved(whole));
  }

  @Test
  void aReplayReturnsWhereTheUpdateDidOrSaysWhatItThrows() {
    LogRecord returned = Records.update(1, 0, 1, LedgerCall.plain(Ledger.FAIL, 7));
    LogRecord threw = Records.update(1, 0, 1, LedgerCall.plain(Ledger.FAIL, 7));
    threw.noteThatItThrew();
    StateMachine state = new StateMachine(new Ledger());
    state.replay(threw, true);
    assertThat(state.sequence()).isEqualTo(1);
    assertThatThrownBy(() -> new StateMachine(new Ledger()).replay(returned, true))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith(
            "update 1, fail(long), returned when it was applied, and throws"
                + " java.lang.IllegalStateException: failed as asked, 7 when it is replayed; so the"
                + " journal does not give back the state that clients were told.");
  }

  @Test
  void aReplayThrowsWhereTheUpdateDidOrSaysWhatItReturns() {
    LogRecord threw = Records.update(1, 0, 1, LedgerCall.add(0, 1, 7));
    threw.noteThatItThrew();
    assertThatThrownBy(() -> new StateMachine(new Ledger()).replay(threw, true))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith(
            "update 1, add(int,long,long), threw an exception when it was applied, and returns"
                + " Reading[sequence=1, ")
        .hasMessageContaining(
            "] when it is replayed; so the journal does not give back the state that clients were"
                + " told.");
  }

  /** That both end alike says more than what they come to. */
  @Test
  void howAnUpdateEndsCountsAlsoWhereResultsAreNotCompared() {
    LogRecord returned = Records.update(1, 0, 1, LedgerCall.plain(Ledger.FAIL, 7));
    assertThatThrownBy(
            () -> new StateMachine(new Ledger(Ledger.NOT_COMPARED)).replay(returned, true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("returned when it was applied, and throws");
    LogRecord threw = Records.update(1, 0, 1, LedgerCall.add(0, 1, 7));
    threw.noteThatItThrew();
    assertThatThrownBy(() -> new StateMachine(new Ledger(Ledger.NOT_COMPARED)).replay(threw, true))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("threw an exception when it was applied, and returns");
  }

  @Test
  void whoComparesResultsOtherwiseSeesToNoEnd() {
    LogRecord returned = Records.update(1, 0, 1, LedgerCall.plain(Ledger.FAIL, 7));
    new StateMachine(new Ledger()).replay(returned, false);
    LogRecord threw = Records.update(1, 0, 1, LedgerCall.add(0, 1, 7));
    threw.noteThatItThrew();
    new StateMachine(new Ledger()).replay(threw, false);
  }

  /** It ended nothing when it was first applied; then another flag, stack or heap was in force. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|, was applied, and ends with java.lang.AssertionError: asserted when it is replayed;",
        "4|, was applied, and ends with java.io.IOError: java.io.IOException: of the disk when it",
        "5|, was applied, and cannot be replayed: the class com.x.Seat is missing: the class path"
      })
  void anErrorAtReplayIsNamedWithItsUpdate(int operation, String message) {
    LogRecord returned = Records.update(1, 0, 1, LedgerCall.plain(operation, 7));
    assertThatThrownBy(() -> new StateMachine(new FaultyServer()).replay(returned, false))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith("update 1, ")
        .hasMessageContaining(message);
  }

  @Test
  void argumentsThatCannotBeReadAgainAreNamed() {
    LedgerCall add = LedgerCall.add(0, 1, 7);
    LedgerCall half = new LedgerCall(add.operation(), Arrays.copyOf(add.arguments(), 3));
    assertThatThrownBy(
            () -> new StateMachine(new Ledger()).replay(Records.update(1, 0, 1, half), true))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith(
            "update 1, add(int,long,long), was applied, and its arguments cannot be read again: ");
  }

  @Test
  void isNotLoadedFromHalfOfItselfNorFromMore() {
    StateMachine state = new StateMachine(new Ledger());
    randomLog(new SplittableRandom(5)).forEach(state::digest);
    byte[] saved = Replay.saved(state);
    for (int length = 0; length < saved.length; length++) {
      byte[] half = Arrays.copyOf(saved, length);
      assertThatThrownBy(() -> loaded(half)).isInstanceOf(MalformedInputException.class);
    }
    assertThatThrownBy(() -> loaded(Arrays.copyOf(saved, saved.length + 1)))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("1 bytes after the state");
  }

  @Test
  void onlyTheNextUpdateIsDigested() {
    StateMachine state = new StateMachine(new Ledger());
    state.digest(Records.open(1, "Ada"));
    for (long wrong : new long[] {1, 3}) {
      assertThatThrownBy(() -> state.digest(Records.open(wrong, "Bob")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("update " + wrong + " cannot follow update 1");
    }
  }

  @Test
  void onlyALaterEpochBeginsAndOnlyWhereTheStateIs() {
    StateMachine state = new StateMachine(new Ledger());
    state.digest(Records.epoch(0, 3));
    assertThatThrownBy(() -> state.digest(Records.epoch(0, 3)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> state.digest(Records.epoch(1, 4)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(state.epoch()).isEqualTo(3);
    assertThat(state.sequence()).isZero();
  }

  @Test
  void argumentsThatCannotBeDecodedChangeNothing() {
    StateMachine state = new StateMachine(new Ledger());
    state.digest(Records.open(1, "Ada"));
    byte[] before = Replay.saved(state);
    assertThat(state.digest(Records.update(2, 1, 1, LedgerCall.malformed(Ledger.ADD)))).isFalse();
    assertThat(state.query(Ledger.READ, LedgerCall.malformed(Ledger.READ).input())).isFalse();
    assertThat(Replay.saved(state)).isEqualTo(before);
  }

  @Test
  void anUpdateThatThrowsIsAppliedAndItsOutcomeKept() {
    StateMachine state = new StateMachine(new Ledger());
    state.digest(Records.open(1, "Ada"));
    assertThat(state.digest(Records.update(2, 1, 1, LedgerCall.plain(Ledger.FAIL, 9)))).isTrue();
    assertThat(state.sequence()).isEqualTo(2);
    Session ada = state.sessions().get(1);
    assertThat(ada).isNotNull();
    assertThat(ada.outcomeOf(1)).isEqualTo(state.outcome()).isNotEmpty();
  }

  @Test
  void aMessageThatCannotBeToldIsNoReasonToDie() {
    StateMachine state = new StateMachine(new FaultyServer());
    assertThat(state.digest(Records.update(1, 0, 1, LedgerCall.plain(FaultyServer.HALF, 9))))
        .isTrue();
    assertThat(FaultyServer.failure(state.outcome()))
        .isEqualTo("java.lang.IllegalStateException: half \ud83d");
    assertThat(state.digest(Records.update(2, 0, 2, LedgerCall.plain(FaultyServer.MUTE, 9))))
        .isTrue();
    assertThat(FaultyServer.failure(state.outcome())).isEqualTo(FaultyServer.Mute.class.getName());
  }

  @Test
  void aResultThatNoFrameCanCarryIsAFailure() {
    StateMachine state = new StateMachine(new FaultyServer());
    assertThat(state.digest(Records.update(1, 0, 1, LedgerCall.plain(FaultyServer.LARGE, 9))))
        .isTrue();
    assertThat(FaultyServer.failure(state.outcome())).contains("its result takes 16777216 bytes");
    assertThat(state.query(FaultyServer.LARGE, LedgerCall.plain(FaultyServer.LARGE, 9).input()))
        .isTrue();
    assertThat(FaultyServer.failure(state.outcome())).contains("its result takes 16777216 bytes");
    assertThat(state.sequence()).isEqualTo(1);
  }

  @Test
  void anEndedSessionIsGoneWithItsOutcomes() {
    StateMachine state = new StateMachine(new Ledger());
    state.digest(Records.open(1, "Ada"));
    state.digest(Records.end(2, 1));
    assertThat(state.sessions().get(1)).isNull();
    assertThat(state.outcome()).isEmpty();
  }

  @Test
  void whatAnUpdateLeavesThatCouldNotBeRestoredIsTold() {
    Leaving part = new Leaving();
    StateMachine state = new StateMachine(part);
    assertThat(state.digest(Records.update(1, 0, 1, LedgerCall.plain(Ledger.DRAW, 9)))).isTrue();
    assertThat(state.refusal()).isNull();
    part.leaves = "seats: a Hall could not be restored";
    assertThat(state.digest(Records.update(2, 0, 2, LedgerCall.plain(Ledger.DRAW, 9)))).isTrue();
    String told =
        "Update 2, draw(long), has left in a @State field what could not be restored: seats: a Hall"
            + " could not be restored. Until an update replaces it there is no newer snapshot, and"
            + " the pair lives by its journal.";
    assertThat(state.refusal()).isEqualTo(told);
    assertThat(state.digest(Records.update(3, 0, 3, LedgerCall.plain(Ledger.DRAW, 9)))).isTrue();
    assertThat(state.refusal()).isEqualTo(told);
    part.leaves = null;
    assertThat(state.digest(Records.update(4, 0, 4, LedgerCall.plain(Ledger.DRAW, 9)))).isTrue();
    assertThat(state.refusal()).isNull();
  }

  /** A ledger that says what the fields of a server object would. */
  private static final class Leaving extends Ledger {

    private String leaves;

    @Override
    public boolean assigned() {
      return true;
    }

    @Override
    public String refusal() {
      return leaves;
    }
  }
}
