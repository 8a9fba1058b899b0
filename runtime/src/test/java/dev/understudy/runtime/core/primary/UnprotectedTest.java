package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import org.junit.jupiter.api.Test;

/** What {@code whenUnprotected = REFUSE} asks for: DESIGN 4. */
class UnprotectedTest {

  private static final String REFUSED = " UNPROTECTED no standby protects the primary";

  private final CoreFixture pair =
      new CoreFixture(CoreFixture.LIMITS, Ledger.refusing(Ledger.COMPARED));

  /** A session is opened without protection too. */
  private void openSession() {
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    assertThat(pair.ada.heard()).containsExactly("welcome 1");
    pair.ada.forget();
  }

  @Test
  void anUpdateIsNotNumberedUntilTheStandbyIsReady() {
    openSession();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("1" + REFUSED);
    pair.newStandby();
    pair.standby.linked();
    pair.answer();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.LIVE);
    pair.batch(() -> pair.request(pair.ada, 2, 2, LedgerCall.add(1, 5, 100)));
    assertThat(pair.ada.heard()).last().isEqualTo("2" + REFUSED);
    assertThat(pair.primary.applied()).isEqualTo(1);
    pair.settle();
    pair.batch(() -> pair.request(pair.ada, 3, 3, LedgerCall.add(1, 5, 100)));
    pair.settle();
    assertThat(pair.ada.heard()).last().isEqualTo("3 = 5 at 2");
  }

  @Test
  void aStandbyThatIsLostIsProtectionLost() {
    openSession();
    pair.join();
    pair.primary.standbyLinkLost("for the test");
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("1" + REFUSED);
    pair.primary.standbyDied();
    pair.batch(() -> pair.request(pair.ada, 2, 2, LedgerCall.add(1, 5, 100)));
    assertThat(pair.ada.heard()).last().isEqualTo("2" + REFUSED);
    assertThat(pair.primary.applied()).isEqualTo(1);
  }

  @Test
  void aRetryOfAnAppliedUpdateGetsItsResult() {
    openSession();
    pair.join();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    pair.ada.forget();
    pair.primary.standbyLinkLost("for the test");
    pair.primary.standbyDied();
    pair.call(1, LedgerCall.add(1, 5, 100));
    assertThat(pair.ada.heard()).containsExactly("1 = 5 at 2");
  }

  @Test
  void queriesAreServedAndEndsOfSessionsApplied() {
    openSession();
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.call(1, LedgerCall.read(1));
    assertThat(pair.ada.heard()).hasSize(1).last().asString().startsWith("1 = 0");
    pair.primary.sessionLeft(pair.ada);
    pair.batch(() -> pair.primary.sessionEnded(bob));
    for (int i = 0; i <= CoreFixture.LIMITS.graceTicks(); i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.ledger.mourned()).containsExactly(1L);
    assertThat(pair.primary.applied()).isEqualTo(4);
  }

  @Test
  void whatWasSentBeforeARefusalWasHeardIsRefusedThoughThereIsProtectionNow() {
    openSession();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.join();
    pair.ada.forget();
    pair.call(1, LedgerCall.add(1, 5, 100)); // Its copy, from an earlier connection.
    pair.call(2, LedgerCall.add(1, 7, 101));
    assertThat(pair.ada.heard()).containsExactly("1" + REFUSED, "2" + REFUSED);
    pair.batch(
        () -> pair.request(pair.ada, 3, 3, LedgerCall.add(1, 5, 100)),
        () -> pair.request(pair.ada, 4, 3, LedgerCall.add(1, 7, 101)));
    pair.settle();
    assertThat(pair.ada.heard()).endsWith("3 = 5 at 2", "4 = 12 at 3");
  }

  @Test
  void aCallerInsideIsRefusedAndMayTryAgain() {
    RecordingPort inside = new RecordingPort();
    LedgerCall call = LedgerCall.add(1, 5, 100);
    Runnable calls = () -> pair.primary.request(inside, 0, 0, 0, call.operation(), call.input());
    pair.batch(calls);
    assertThat(inside.heard()).containsExactly("0" + REFUSED);
    pair.join();
    pair.batch(calls);
    pair.settle();
    assertThat(inside.heard()).last().isEqualTo("0 = 5 at 1");
  }
}
