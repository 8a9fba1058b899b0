package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A joiner at every step, and the death of either side at each; DESIGN 4, "Joining". */
class JoiningTest {

  /** The steps of a joiner, in order; between any two, updates go on. */
  private enum Step {
    RECOVERED(pair -> {}),
    LINKED(pair -> pair.standby.linked()),
    JOIN_RECEIVED(CoreFixture::answer),
    LIVE_RECEIVED(
        pair -> {
          pair.toStandby.remove().accept(pair.standby);
          pair.standby.endOfInput();
        }),
    JOURNAL_READ(
        pair -> {
          pair.readJournal();
          pair.standby.progressed();
        }),
    FORWARDS_RECEIVED(CoreFixture::deliver),
    READY_RECEIVED(CoreFixture::answer),
    ANSWERING(CoreFixture::settle);

    @SuppressWarnings("ImmutableEnumChecker") // The steps are lambdas without captures.
    private final Consumer<CoreFixture> take;

    Step(Consumer<CoreFixture> take) {
      this.take = take;
    }
  }

  private static final CoreLimits FAR = new CoreLimits(5, 3, 100, 100, 8, 1000, 1 << 20);

  private long calls;

  /** A joiner that has taken all steps up to one, while a client was served at each. */
  private CoreFixture joinedUpTo(Step last) {
    CoreFixture pair = new CoreFixture(FAR);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    serve(pair);
    pair.newStandby();
    for (Step step : Step.values()) {
      serve(pair);
      step.take.accept(pair);
      if (step == last) {
        break;
      }
    }
    return pair;
  }

  private void serve(CoreFixture pair) {
    calls++;
    pair.call(calls, LedgerCall.add(1, 1, 100 + calls));
  }

  private static List<Long> answered(CoreFixture pair) {
    List<Long> requests = new ArrayList<>();
    for (String line : pair.ada.heard()) {
      if (!line.startsWith("welcome")) {
        requests.add(Long.parseLong(line.substring(0, line.indexOf(' '))));
      }
    }
    return requests;
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void thePrimaryDiesAtEveryStepAndTheJoinerSucceedsWithAllThatWasAnswered(Step step) {
    CoreFixture pair = joinedUpTo(step);
    serve(pair);
    List<Long> answered = answered(pair);
    pair.takeOver();
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
    assertThat(pair.ledger.balance(1)).isEqualTo(calls);
    pair.ada.forget();
    pair.resume();
    for (long request : answered) {
      pair.call(request, LedgerCall.add(1, 1, 100 + request));
    }
    assertThat(answered(pair)).isEqualTo(answered);
    assertThat(pair.ledger.balance(1)).isEqualTo(calls);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void thePrimaryDiesAtEveryStepAndWhatItSentLastIsLost(Step step) {
    CoreFixture pair = joinedUpTo(step);
    serve(pair);
    pair.toStandby.clear();
    pair.takeOver();
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
    assertThat(pair.ledger.balance(1)).isEqualTo(calls);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void theJoinerDiesAtEveryStepAndClientsAreServedAndAnotherJoins(Step step) {
    CoreFixture pair = joinedUpTo(step);
    serve(pair);
    pair.primary.standbyDied();
    serve(pair);
    assertThat(answered(pair)).hasSize((int) calls);
    pair.join();
    serve(pair);
    assertThat(answered(pair)).hasSize((int) calls - 1);
    pair.settle();
    assertThat(answered(pair)).hasSize((int) calls);
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void repliesWaitForTheJoinerOnlyOnceItIsReady(Step step) {
    CoreFixture pair = joinedUpTo(step);
    int before = answered(pair).size();
    serve(pair);
    boolean waits = step.compareTo(Step.READY_RECEIVED) >= 0;
    assertThat(pair.primary.standbyPhase() == StandbyPhase.READY).isEqualTo(waits);
    assertThat(answered(pair)).hasSize(before + (waits ? 0 : 1));
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aJoinerThatIsDroppedAtAnyStepHoldsRepliesUntilItIsDead(Step step) {
    CoreFixture pair = joinedUpTo(step);
    pair.batch(() -> pair.primary.standbyLinkLost("the link has ended"));
    int before = answered(pair).size();
    serve(pair);
    boolean known = step.compareTo(Step.JOIN_RECEIVED) >= 0;
    assertThat(answered(pair)).hasSize(before + (known ? 0 : 1));
    pair.primary.standbyDied();
    assertThat(answered(pair)).hasSize((int) calls);
  }

  @Test
  void aJoinerThatReadsTheJournalPastTheBeginOfForwardingAnswersOnlyWhatItLacks() {
    CoreFixture pair = joinedUpTo(Step.JOIN_RECEIVED);
    serve(pair); // Forwarded, and journaled.
    pair.readJournal(); // Before it looks at its link.
    pair.standby.progressed();
    serve(pair);
    pair.settle();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
    serve(pair);
    pair.settle();
    assertThat(answered(pair)).hasSize((int) calls);
    assertThat(pair.primary.standbySequence()).isEqualTo(pair.primary.applied());
  }

  @Test
  void aJoinerIsMadeLiveOnlyWhenItIsNear() {
    CoreFixture pair = new CoreFixture(new CoreLimits(5, 3, 2, 100, 8, 1000, 1 << 20));
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.newStandby();
    for (int i = 0; i < 3; i++) {
      serve(pair);
    }
    pair.standby.linked();
    pair.answer();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.JOINING);
    pair.readJournal();
    pair.standby.progressed();
    serve(pair);
    pair.answer();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.LIVE);
    assertThat(pair.events).contains("live after 5");
  }

  @Test
  void aJoinerIsMadeLiveBetweenTwoBatchesAndNotWithinOne() {
    CoreFixture pair = new CoreFixture(FAR);
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.newStandby();
    pair.standby.linked();
    calls = 2;
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 1, 101)),
        () -> pair.toPrimary.remove().accept(pair.primary),
        () -> pair.request(2, LedgerCall.add(1, 1, 102)));
    assertThat(pair.events).endsWith("journal 2 to 3", "live after 3");
    serve(pair);
    pair.readJournal();
    pair.standby.progressed();
    pair.settle();
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
  }

  @Test
  void aJoinerWithAnotherResultWhileItIsNotYetReadyIsNotAsked() {
    CoreFixture pair = joinedUpTo(Step.JOIN_RECEIVED);
    serve(pair);
    pair.understudy.skewResults(1000);
    pair.readJournal();
    pair.standby.progressed();
    pair.settle();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.READY);
    serve(pair);
    pair.settle();
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.DROPPED);
  }

  @Test
  void aForwardToAStandbyThatIsNotLiveIsRefused() {
    CoreFixture pair = joinedUpTo(Step.JOIN_RECEIVED);
    pair.toStandby.clear();
    serve(pair);
    assertThatThrownBy(pair::deliver)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not live");
  }

  @Test
  void aSilentJoinerIsDroppedToo() {
    CoreFixture pair = joinedUpTo(Step.JOIN_RECEIVED);
    for (int i = 0; i < FAR.hangTicks(); i++) {
      pair.batch(pair.primary::tick);
    }
    assertThat(pair.events).contains("kill: it was silent for too long");
  }
}
