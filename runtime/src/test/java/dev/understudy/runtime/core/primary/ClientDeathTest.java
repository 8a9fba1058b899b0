package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import org.junit.jupiter.api.Test;

/** The server class hears of clients' deaths: promise 9. */
class ClientDeathTest {

  private static final int GRACE = CoreFixture.LIMITS.graceTicks();

  private static void ticks(CoreFixture pair, int count) {
    for (int i = 0; i < count; i++) {
      pair.primary.standbyHeard();
      pair.batch(pair.primary::tick);
      pair.settle();
    }
  }

  private static void assertBothSidesAreEqual(CoreFixture pair) {
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(Replay.saved(Replay.of(pair.journal)));
    assertThat(pair.understudy.chain()).isEqualTo(pair.ledger.chain());
  }

  @Test
  void isToldOnceOnBothSides() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    assertThat(pair.ledger.mourned()).isEmpty();
    ticks(pair, 3 * GRACE);
    assertThat(pair.ledger.mourned()).containsExactly(1L);
    assertThat(pair.understudy.mourned()).containsExactly(1L);
    assertBothSidesAreEqual(pair);
    assertThat(pair.events).doesNotContain("kill: its result of update 2 differs");
  }

  @Test
  void isNotToldOfAClientThatSaidGoodbye() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.primary.sessionEnded(pair.ada));
    ticks(pair, 3 * GRACE);
    assertThat(pair.primary.applied()).isEqualTo(2);
    assertThat(pair.ledger.mourned()).isEmpty();
    assertThat(pair.understudy.mourned()).isEmpty();
  }

  @Test
  void aGoodbyeIsAnsweredOnceItIsSafeAndLeavesNothing() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.primary.sessionEnded(pair.ada));
    assertThat(pair.ada.heard()).isEmpty();
    pair.settle();
    assertThat(pair.ada.heard()).containsExactly("farewell");
    pair.primary.sessionLeft(pair.ada);
    assertThat(pair.primary.connections()).isZero();
  }

  @Test
  void aGoodbyeThatMeetsAFullDiskIsNoDeathLater() {
    CoreFixture pair = ofPair();
    pair.room = 0;
    pair.batch(() -> pair.primary.sessionEnded(pair.ada));
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, 3 * GRACE);
    assertThat(pair.ada.heard()).isEmpty();
    pair.room = Integer.MAX_VALUE;
    ticks(pair, 100);
    assertThat(pair.primary.applied()).isEqualTo(2);
    assertThat(pair.ledger.mourned()).isEmpty();
    assertThat(pair.ledger.serverClass().onObituary()).isNotNull();
    assertThat(pair.standby.state().sessions().get(1)).isNull();
    ticks(pair, 3 * GRACE);
    assertThat(pair.primary.applied()).isEqualTo(2);
  }

  @Test
  void isNotToldOfAClientThatIsBackInTime() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    pair.resume();
    ticks(pair, 3 * GRACE);
    assertThat(pair.ledger.mourned()).isEmpty();
  }

  @Test
  void isToldOnceByTheSuccessorWhoseGraceStartsAnew() {
    CoreFixture pair = ofPair();
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE);
    pair.takeOver();
    ticks(pair, GRACE);
    assertThat(pair.ledger.mourned()).isEmpty();
    ticks(pair, 3 * GRACE);
    assertThat(pair.ledger.mourned()).containsExactly(1L);
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(Replay.saved(Replay.of(pair.journal)));
  }

  @Test
  void isToldOnceAlsoByAPrimaryThatDiesOverIt() {
    for (CoreFixture.Point point : CoreFixture.Point.values()) {
      CoreFixture pair = ofPair();
      pair.primary.sessionLeft(pair.ada);
      ticks(pair, GRACE);
      pair.dieAt(point, pair.primary::tick);
      pair.takeOver();
      ticks(pair, 3 * GRACE);
      assertThat(pair.ledger.mourned()).as("died %s", point).containsExactly(1L);
      assertThat(Replay.of(pair.journal).sessions().size()).isZero();
    }
  }

  @Test
  void whatItThrowsIsReportedOnceAndIsNoFaultOfTheStandby() {
    CoreFixture pair = ofPair();
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, Ledger.UNBEARABLE));
    pair.settle();
    pair.events.clear();
    pair.primary.sessionLeft(bob);
    ticks(pair, 3 * GRACE);
    assertThat(pair.events)
        .filteredOn(event -> !event.matches("heartbeat|forward|journal .*"))
        .containsExactly(
            "session 2 (unbearable) ended by death: mourn(ClientObituary) threw"
                + " java.lang.IllegalStateException: client 2 is dead");
    assertThat(pair.understudy.mourned()).containsExactly(2L);
    assertThat(pair.standby.state().sessions().get(2)).isNull();
    assertBothSidesAreEqual(pair);
  }

  @Test
  void aStandbyThatTakesItOtherwiseIsKilled() {
    CoreFixture pair = ofPair();
    pair.understudy.skewResults(1);
    pair.primary.sessionLeft(pair.ada);
    ticks(pair, GRACE + 1);
    assertThat(pair.events)
        .anyMatch(event -> event.startsWith("update 2, mourn(ClientObituary): the primary's"))
        .contains("kill: its result of update 2 differs");
  }

  @Test
  void noCallerCanTellOfADeath() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.plain(Ledger.MOURN, 100));
    assertThat(pair.ada.heard()).containsExactly("abandoned: it called operation 6 of 7");
    assertThat(pair.primary.applied()).isEqualTo(1);
  }
}
