package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.state.StateDigest;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.Replay;
import org.junit.jupiter.api.Test;

/** Mode HOT, standby role SERVER: at a snapshot, the states of both are compared. */
class StateDigestTest {

  private static final String DIFFERS = "the state differs after update 2: field `balances`";

  private static void call(CoreFixture pair, long request) {
    pair.call(request, LedgerCall.add(1, 5, 100 + request));
    pair.settle();
  }

  private static void assertNothingDiffers(CoreFixture pair) {
    assertThat(pair.events).noneMatch(event -> event.contains("differs"));
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
  }

  @Test
  void aFieldThatDiffersIsNamedAndTheStandbyIsKilled() {
    CoreFixture pair = ofPair();
    pair.understudy.skewState(1);
    pair.primary.snapshotMade(1_000);
    call(pair, 1);
    assertThat(pair.events)
        .contains(DIFFERS, "kill: its state after update 2 differs in the field balances");
    pair.ada.forget();
    call(pair, 2);
    assertThat(pair.ada.heard()).isEmpty(); // Until it is seen dead.
    pair.batch(() -> pair.primary.standbyDied());
    assertThat(pair.ada.heard()).contains("2 = 10 at 3");
  }

  @Test
  void equalStatesAreNoDifferenceAndNothingOfItIsState() {
    CoreFixture pair = ofPair();
    for (int request = 1; request < 10; request++) {
      pair.primary.snapshotMade(1_000);
      call(pair, request);
    }
    assertNothingDiffers(pair);
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(Replay.saved(Replay.of(pair.journal)));
  }

  @Test
  void nothingIsComparedWithoutASnapshotOrWithALargeOne() {
    CoreFixture pair = ofPair();
    pair.understudy.skewState(1);
    call(pair, 1);
    pair.primary.snapshotMade(StateDigest.LARGEST_STATE_BYTES + 1);
    call(pair, 2);
    assertNothingDiffers(pair);
  }

  @Test
  void aPairThatNobodyCallsIsComparedToo() {
    CoreFixture pair = ofPair();
    pair.understudy.skewState(1);
    pair.primary.snapshotMade(1_000);
    pair.batch(() -> {});
    pair.settle();
    assertThat(pair.events).contains("the state differs after update 1: field `balances`");
  }

  @Test
  void itWaitsForAStandbyThatIsReady() {
    CoreFixture pair = ofPair();
    pair.batch(() -> pair.primary.standbyLinkLost("lost"));
    pair.batch(() -> pair.primary.standbyDied());
    pair.primary.snapshotMade(1_000);
    call(pair, 1);
    pair.newStandby();
    pair.understudy.skewState(1);
    pair.standby.linked();
    pair.settle();
    pair.batch(() -> {});
    pair.settle();
    assertThat(pair.events).anyMatch(event -> event.startsWith("the state differs after update"));
  }

  @Test
  void onAFullDiskItIsLeftOut() {
    CoreFixture pair = ofPair();
    pair.understudy.skewState(1);
    pair.room = 0;
    pair.primary.snapshotMade(1_000);
    pair.batch(() -> {});
    pair.settle();
    assertNothingDiffers(pair);
  }

  @Test
  void whereResultsAreNotComparedStatesAreNeither() {
    CoreFixture pair = new CoreFixture(CoreFixture.LIMITS, Ledger.NOT_COMPARED);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.join();
    pair.understudy.skewState(1);
    pair.primary.snapshotMade(1_000);
    call(pair, 1);
    assertNothingDiffers(pair);
  }
}
