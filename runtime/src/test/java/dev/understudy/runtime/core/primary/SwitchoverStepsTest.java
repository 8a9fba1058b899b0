package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.primary.SwitchoverSteps.Step;
import dev.understudy.runtime.wire.MalformedInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A planned change of primary, and what becomes of it when one of the two is lost on the way. */
class SwitchoverStepsTest {

  private static final Duration TICK = Duration.ofMillis(50);
  private static final int HANG_TICKS = 4;

  private final CoreFixture pair = CoreFixture.ofPair();
  private final Recorder told = new Recorder();
  private final SwitchoverSteps steps = new SwitchoverSteps(pair.primary, told, TICK, HANG_TICKS);

  private void turn() {
    steps.endOfTurn(told.isLinked, told.isThere);
  }

  private void freeTheFence() {
    turn();
    steps.standbyIsReady();
    turn();
    assertThat(told.calls).containsExactly("hold calls", "ask", "free fence");
    told.calls.clear();
  }

  @Test
  void itHoldsCallsHasTheStandbyMakeReadyFreesTheFenceAndLeaves() {
    freeTheFence();
    assertThat(steps.mayWrite()).isFalse();
    steps.successorServes();
    turn();
    assertThat(told.calls).containsExactly("retire");
    steps.successorNeedsNobody();
    turn();
    assertThat(told.calls).endsWith("leave: the successor has a standby, or is about to stop");
    assertThat(steps.step()).isEqualTo(Step.DONE);
  }

  @Test
  void whatAStandbySaysBeforeItsTimeIsNotBelieved() {
    assertRefused(
        steps::standbyIsReady, "that it is ready to serve, while the switchover WAITS_FOR_STANDBY");
    turn();
    assertRefused(steps::successorServes, "that it serves, while the switchover HANDS_OVER");
    steps.standbyIsReady();
    assertRefused(
        steps::standbyIsReady, "that it is ready to serve, while the switchover HANDS_OVER");
    turn();
    assertRefused(
        steps::successorNeedsNobody,
        "that it needs the former primary no more, while the switchover HAS_FREED_FENCE");
    steps.successorServes();
    assertRefused(steps::successorServes, "that it serves, while the switchover HAS_FREED_FENCE");
  }

  private static void assertRefused(Runnable word, String why) {
    assertThatThrownBy(word::run).isInstanceOf(MalformedInputException.class).hasMessage(why);
  }

  @Test
  void aStandbyThatIsLostBeforeItIsReadyBreaksItOff() {
    turn();
    pair.primary.standbyDied();
    turn();
    assertThat(told.calls)
        .containsExactly("hold calls", "ask", "break off: the standby was lost, held, used");
    assertThat(steps.mayWrite()).isTrue();
    assertThat(steps.holdsCalls()).isFalse();
  }

  @Test
  void aStandbyThatIsLostBeforeCallsAreHeldBreaksItOffUnseen() {
    pair.primary.standbyDied();
    turn();
    assertThat(told.calls).containsExactly("break off: the standby was lost");
  }

  @Test
  void aSuccessorThatDiesBeforeItServesLeavesThisProcessServing() {
    freeTheFence();
    told.isLinked = false;
    told.isThere = false;
    told.fence = true;
    turn();
    assertThat(told.calls)
        .containsExactly(
            "serve on", "break off: the standby was lost before it served, held, used");
    assertThat(steps.mayWrite()).isTrue();
  }

  @Test
  void aSuccessorThatDiesAfterItServedIsSucceeded() {
    freeTheFence();
    steps.successorServes();
    told.isLinked = false;
    told.fence = true;
    told.journalIsUntouched = false;
    turn();
    assertThat(told.calls).containsExactly("retire", "take over");
    assertThat(steps.step()).isEqualTo(Step.DONE);
  }

  @Test
  void whereThisProcessCannotTakeOverItLeaves() {
    freeTheFence();
    steps.successorServes();
    told.isLinked = false;
    told.fence = true;
    told.journalIsUntouched = false;
    told.problem = "it has no endpoint";
    turn();
    assertThat(told.calls)
        .endsWith(
            "leave: this process cannot take over from its successor, and leaves:"
                + " it has no endpoint");
  }

  @Test
  void aSuccessorThatDoesNotBeginIsKilledAndOneThatServesIsJudged() {
    freeTheFence();
    for (int i = 0; i < HANG_TICKS - 1; i++) {
      steps.tick();
    }
    assertThat(told.calls).isEmpty();
    steps.tick();
    assertThat(told.calls).containsExactly("kill successor");
    steps.successorServes();
    steps.tick();
    assertThat(told.calls).containsExactly("kill successor", "judge successor, silent");
    steps.successorHeard();
    steps.tick();
    steps.tick();
    assertThat(told.calls).endsWith("judge successor, heard", "judge successor, silent");
  }

  @Test
  void aProcessThatCannotBeFoundIsOfNoUseAsAReplacement() {
    freeTheFence();
    told.canBeFound = false;
    steps.successorServes();
    turn();
    assertThat(told.calls)
        .containsExactly("retire", "leave: this process has handed over to its standby");
  }

  /** Whatever comes in whatever order: this process never writes while the fence is not its own. */
  @Test
  void inNoOrderOfEventsDoesItWriteWithoutTheFence() {
    int orders = 0;
    for (int order = 0; order < 8 * 8 * 8 * 8; order++) {
      Recorder recorder = new Recorder();
      CoreFixture fixture = CoreFixture.ofPair();
      SwitchoverSteps played = new SwitchoverSteps(fixture.primary, recorder, TICK, HANG_TICKS);
      for (int rest = order, i = 0; i < 4; i++, rest /= 8) {
        play(rest % 8, played, recorder, fixture);
        played.endOfTurn(recorder.isLinked, recorder.isThere);
        assertThat(played.mayWrite()).as("order %o", order).isEqualTo(recorder.ownsFence);
      }
      orders++;
    }
    assertThat(orders).isEqualTo(4_096);
  }

  private static void play(int event, SwitchoverSteps played, Recorder told, CoreFixture fixture) {
    boolean frees = !told.ownsFence;
    switch (event) {
      case 0 -> say(played::standbyIsReady, played, told.isLast("ask"));
      case 1 -> say(played::successorServes, played, frees && !played.hasSuccessorServed());
      case 2 -> say(played::successorNeedsNobody, played, played.hasSuccessorServed());
      case 3 -> played.pairIsToEnd();
      case 4 -> {
        told.isLinked = false;
        told.isThere = false;
        fixture.primary.standbyDied();
      }
      case 5 -> told.fence = true;
      case 6 -> told.journalIsUntouched = false;
      default -> played.tick();
    }
  }

  // A word in its time is taken; any other is refused, unless nobody listens any more.
  private static void say(Runnable word, SwitchoverSteps played, boolean isInTime) {
    boolean listens = played.step() != Step.DONE && played.step() != Step.BROKEN_OFF;
    try {
      word.run();
    } catch (MalformedInputException e) {
      assertThat(listens && !isInTime).as(e.getMessage()).isTrue();
      return;
    }
    assertThat(!listens || isInTime).isTrue();
  }

  /** Writes down what is done for the steps. */
  private static final class Recorder implements SwitchoverSteps.Effects {

    final List<String> calls = new ArrayList<>();
    boolean isLinked = true;
    boolean isThere = true;
    boolean fence;
    boolean ownsFence = true;
    boolean journalIsUntouched = true;
    boolean canBeFound = true;
    @Nullable String problem;

    boolean isLast(String call) {
      return !calls.isEmpty() && calls.get(calls.size() - 1).equals(call);
    }

    @Override
    public void holdCalls() {
      calls.add("hold calls");
    }

    @Override
    public void askToMakeReady() {
      calls.add("ask");
    }

    @Override
    public void freeFence() {
      ownsFence = false;
      calls.add("free fence");
    }

    @Override
    public boolean tryFence() {
      return fence;
    }

    @Override
    public boolean isJournalUntouched() {
      return journalIsUntouched;
    }

    @Override
    public boolean doesAnotherServe() {
      return false;
    }

    @Override
    public boolean canBeFound() {
      return canBeFound;
    }

    @Override
    public void judgeSuccessor(boolean heard) {
      calls.add("judge successor, " + (heard ? "heard" : "silent"));
    }

    @Override
    public void killSuccessor() {
      calls.add("kill successor");
    }

    @Override
    public void retire() {
      calls.add("retire");
    }

    @Override
    public void serveOn() {
      ownsFence = true;
      calls.add("serve on");
    }

    @Override
    public @Nullable String takeOver() {
      calls.add("take over");
      return problem;
    }

    @Override
    public void leave(String why) {
      calls.add("leave: " + why);
    }

    @Override
    public void breakOff(String why, boolean callsAreHeld, boolean standbyIsUsed) {
      calls.add(
          "break off: " + why + (callsAreHeld ? ", held" : "") + (standbyIsUsed ? ", used" : ""));
    }
  }
}
