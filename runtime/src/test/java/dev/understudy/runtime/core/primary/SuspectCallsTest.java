package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.wire.WireInput;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A bad call kills once: promise 12. */
class SuspectCallsTest {

  private static final LedgerCall BAD = LedgerCall.add(1, 5, 100);
  private static final LedgerCall GOOD = LedgerCall.add(1, 5, 101);
  private static final String REFUSAL =
      "1 POISONED 2 primaries have died in it, with these arguments: it is not applied, and refused"
          + " from now on; mend the method, then 'stop' and 'start'";

  private static CallKey key(LedgerCall call) {
    byte[] arguments = call.arguments();
    return new CallKey(
        CallKey.method(Ledger.COMPARED.operations().get(call.operation())),
        CallKey.arguments(new CRC32C(), arguments, 0, arguments.length));
  }

  private static boolean mustWait(CoreFixture pair, LedgerCall call) {
    return pair.primary.mustWait(1, 1, call.operation(), new WireInput(call.arguments()));
  }

  /** A pair whose primary has died in these calls, once for each. */
  private static CoreFixture afterDeaths(boolean isOwn, LedgerCall... calls) {
    CoreFixture pair = ofPair();
    for (LedgerCall call : calls) {
      pair.kept = PrimaryCore.suspectsAfter(pair.kept, key(call), isOwn);
    }
    pair.takeOver();
    pair.primary.deathsWritten();
    pair.resume();
    pair.ada.forget();
    return pair;
  }

  @Test
  void twoDeathsOfItsOwnDoingOrThreeOfAnyKindPoisonACall() {
    CallKey call = key(BAD);
    assertThat(new SuspectCall(call, 1, 0).isPoisoned()).isFalse();
    assertThat(new SuspectCall(call, 2, 0).isPoisoned()).isTrue();
    assertThat(new SuspectCall(call, 1, 1).isPoisoned()).isFalse();
    assertThat(new SuspectCall(call, 0, 2).isPoisoned()).isFalse();
    assertThat(new SuspectCall(call, 2, 1).isPoisoned()).isTrue();
    assertThat(new SuspectCall(call, 0, 3).isPoisoned()).isTrue();
  }

  @Test
  void aSuspectWaitsForAStandbyAndOthersDoNot() {
    CoreFixture pair = afterDeaths(true, BAD);
    assertThat(mustWait(pair, BAD)).isTrue();
    assertThat(mustWait(pair, GOOD)).isFalse();
    pair.join();
    assertThat(mustWait(pair, BAD)).isFalse();
  }

  /** Else the next death would take the obituary of the one before it along. */
  @Test
  void aSuspectWaitsUntilTheDeathsBeforeItAreWritten() {
    CoreFixture pair = ofPair();
    pair.kept = PrimaryCore.suspectsAfter(pair.kept, key(BAD), true);
    pair.takeOver();
    pair.resume();
    pair.join();
    assertThat(mustWait(pair, BAD)).isTrue();
    assertThat(mustWait(pair, GOOD)).isFalse();
    pair.primary.deathsWritten();
    assertThat(mustWait(pair, BAD)).isFalse();
  }

  @Test
  void aSuspectWaitsNoLongerForAFileThatHangs() {
    CoreFixture pair = ofPair();
    pair.kept = PrimaryCore.suspectsAfter(pair.kept, key(BAD), true);
    pair.takeOver();
    assertThatItWaitsForTheWholePatience(pair);
  }

  @Test
  void aSuspectDoesNotWaitForEver() {
    assertThatItWaitsForTheWholePatience(afterDeaths(true, BAD));
  }

  private static void assertThatItWaitsForTheWholePatience(CoreFixture pair) {
    assertThat(mustWait(pair, BAD)).isTrue();
    for (int i = 1; i < SuspectCalls.PATIENCE_TICKS; i++) {
      pair.batch(pair.primary::tick);
      assertThat(mustWait(pair, BAD)).as("after %d ticks", i).isTrue();
    }
    pair.batch(pair.primary::tick);
    assertThat(mustWait(pair, BAD)).isFalse();
  }

  @Test
  void aCallThatHasRunIsNoSuspectAnyMore() {
    CoreFixture pair = afterDeaths(true, BAD);
    pair.call(1, BAD);
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
    assertThat(pair.kept).isEmpty();
    assertThat(mustWait(pair, BAD)).isFalse();
  }

  @Test
  void aCallThatHasKilledTwiceIsRefusedAndOthersAreApplied() {
    CoreFixture pair = afterDeaths(true, BAD, BAD);
    pair.events.clear();
    assertThat(mustWait(pair, BAD)).isFalse();
    pair.call(1, BAD);
    pair.call(2, GOOD);
    assertThat(pair.ada.heard()).containsExactly(REFUSAL, "2 = 5 at 2");
    assertThat(pair.primary.poisoned())
        .singleElement()
        .asString()
        .matches("add\\(.*\\), arguments [0-9a-f]{8} \\(20 bytes\\): 2 primaries have died in it");
    assertThat(pair.events)
        .filteredOn(event -> event.startsWith("refused from now on: add("))
        .hasSize(1);
  }

  @Test
  void aQueryThatHasKilledTwiceIsRefused() {
    LedgerCall read = LedgerCall.read(1);
    CoreFixture pair = afterDeaths(true, read, read);
    pair.call(1, read);
    assertThat(pair.ada.heard()).containsExactly(REFUSAL);
  }

  @Test
  void theSameCallOfAnotherSessionOrWithAnotherNumberIsRefusedToo() {
    CoreFixture pair = afterDeaths(true, BAD, BAD);
    pair.batch(() -> pair.request(pair.ada, 7, 7, BAD));
    pair.batch(
        () -> pair.primary.request(pair.ada, 0, 8, 0, BAD.operation(), BAD.input())); // Inside.
    assertThat(pair.ada.heard()).hasSize(2).allMatch(heard -> heard.contains("POISONED"));
    assertThat(pair.ledger.balance(1)).isZero();
  }

  @Test
  void aPoisonedCallThatWasAppliedBeforeGetsItsResult() {
    CoreFixture pair = ofPair();
    pair.call(1, BAD);
    pair.settle();
    pair.kept = List.of(new SuspectCall(key(BAD), 2, 0));
    pair.takeOver();
    pair.resume();
    pair.ada.forget();
    pair.call(1, BAD);
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
  }

  @Test
  void theTableIsBoundedAndForgetsThoseInWhichTheFewestDied() {
    List<SuspectCall> suspects = List.of();
    CallKey worst = key(BAD);
    suspects = PrimaryCore.suspectsAfter(suspects, worst, false);
    suspects = PrimaryCore.suspectsAfter(suspects, worst, true);
    for (int i = 0; i < 2 * SuspectCalls.MAX; i++) {
      suspects = PrimaryCore.suspectsAfter(suspects, key(LedgerCall.add(i, 1, 1)), false);
    }
    assertThat(suspects).hasSize(SuspectCalls.MAX).contains(new SuspectCall(worst, 1, 1));
    assertThat(suspects)
        .contains(new SuspectCall(key(LedgerCall.add(2 * SuspectCalls.MAX - 1, 1, 1)), 0, 1));
  }

  @Test
  void anObituaryThatHasKilledTwiceEndsTheSessionUntold() {
    CoreFixture pair = ofPair();
    CallKey mourned =
        new CallKey(CallKey.method(Ledger.COMPARED.operations().get(Ledger.MOURN)), 1);
    pair.kept = List.of(new SuspectCall(mourned, 2, 0));
    pair.takeOver();
    pair.events.clear();
    for (int i = 0; i < 20; i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.ledger.mourned()).isEmpty();
    assertThat(pair.standby.state().sessions().size()).isZero();
    assertThat(pair.events)
        .anyMatch(event -> event.startsWith("session 1 ended by death, untold: 2 primaries"));
  }
}
