package dev.understudy.linearizability;

import static dev.understudy.linearizability.RegisterModel.exchange;
import static dev.understudy.linearizability.RegisterModel.read;
import static dev.understudy.linearizability.RegisterModel.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.linearizability.RegisterModel.Operation;
import dev.understudy.linearizability.RegisterModel.Write;
import dev.understudy.linearizability.Verdict.GaveUp;
import dev.understudy.linearizability.Verdict.NotLinearizable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories by hand, good ones and bad ones. */
class LinearizabilityCheckerTest {

  private final LinearizabilityChecker<Integer, Operation, Integer> checker =
      new LinearizabilityChecker<>(new RegisterModel());

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of and check only read it.
  private Verdict<Operation, Integer> check(Call<Operation, Integer>... history) {
    return checker.check(List.of(history));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of and check only read it.
  private NotLinearizable<Operation, Integer> refused(Call<Operation, Integer>... history) {
    Verdict<Operation, Integer> verdict = check(history);
    assertThat(verdict).isInstanceOf(NotLinearizable.class);
    return (NotLinearizable<Operation, Integer>) verdict;
  }

  @Test
  void anEmptyHistoryAndOneWithoutOverlapsAreLinearizable() {
    assertThat(check().isLinearizable()).isTrue();
    assertThat(check(write("a", 1, 2, 5), read("b", 3, 4, 5)).isLinearizable()).isTrue();
  }

  @Test
  void aReadThatOverlapsWithAWriteMaySeeTheOldValueOrTheNewOne() {
    assertThat(check(write("a", 1, 10, 5), read("b", 2, 3, 0)).isLinearizable()).isTrue();
    assertThat(check(write("a", 1, 10, 5), read("b", 2, 3, 5)).isLinearizable()).isTrue();
  }

  @Test
  void aStaleReadIsRefused() {
    NotLinearizable<Operation, Integer> verdict =
        refused(write("a", 1, 2, 5), read("b", 3, 4, 0), read("c", 5, 6, 5));
    assertThat(verdict.culprit()).isEqualTo(read("b", 3, 4, 0));
    assertThat(verdict.prefix()).containsExactly(write("a", 1, 2, 5), read("b", 3, 4, 0));
    assertThat(verdict.states()).containsExactly("5");
    assertThat(verdict.describe())
        .contains("NOT linearizable: [3, 4] b: Read[] -> 0", "    5", "[1, 2] a: Write[value=5]");
  }

  @Test
  void aValueThatWasSeenDoesNotGoAway() {
    assertThat(refused(write("a", 1, 10, 5), read("b", 2, 3, 5), read("c", 4, 5, 0)).culprit())
        .isEqualTo(read("c", 4, 5, 0));
  }

  @Test
  void anUpdateThatWasAppliedTwiceIsRefused() {
    refused(
        exchange("a", 1, 2, 0, 1, 1),
        exchange("b", 3, 4, 1, 0, 1),
        // The first one, once more.
        exchange("b", 5, 6, 1, 2, 1));
  }

  @Test
  void ofTwoThatExpectTheSameOnlyOneSucceeds() {
    refused(exchange("a", 1, 5, 0, 1, 1), exchange("b", 2, 6, 0, 2, 1));
    assertThat(check(exchange("a", 1, 5, 0, 1, 1), exchange("b", 2, 6, 0, 2, 0)).isLinearizable())
        .isTrue();
  }

  @Test
  void aCallOfUnknownOutcomeMayTakeEffectLateOrNever() {
    Call<Operation, Integer> unknown = Call.unknown("a", 1, new Write(5));
    assertThat(check(unknown, read("b", 2, 3, 0)).isLinearizable()).isTrue();
    assertThat(check(unknown, read("b", 2, 3, 0), read("b", 40, 50, 5)).isLinearizable()).isTrue();
    refused(unknown, read("b", 2, 3, 5), read("b", 4, 5, 0));
    refused(read("b", -2, -1, 5), unknown);
  }

  @Test
  void aCallOfUnknownOutcomeTakesEffectOnce() {
    refused(
        Call.unknown("a", 1, new Write(5)),
        read("b", 2, 3, 5),
        write("b", 4, 5, 6),
        read("b", 6, 7, 5));
  }

  @Test
  void theShortestPrefixKnowsNothingOfLaterResults() {
    // No call can have been told 7. Until it was, the read was in order.
    Call<Operation, Integer> impossible = exchange("a", 1, 10, 0, 5, 7);
    NotLinearizable<Operation, Integer> verdict = refused(impossible, read("b", 2, 3, 5));
    assertThat(verdict.culprit()).isEqualTo(impossible);
    assertThat(verdict.prefix()).containsExactly(impossible, read("b", 2, 3, 5));
    assertThat(check(Call.unknown("a", 1, impossible.operation()), read("b", 2, 3, 5)).describe())
        .startsWith("linearizable");
  }

  @Test
  void callsThatReturnLaterAreUnknownInThePrefix() {
    NotLinearizable<Operation, Integer> verdict =
        refused(write("a", 1, 10, 5), read("b", 2, 3, 6), write("c", 11, 12, 6));
    assertThat(verdict.prefix())
        .containsExactly(Call.unknown("a", 1, new Write(5)), read("b", 2, 3, 6));
    assertThat(verdict.describe()).contains("overlap with it:\n    [1, ...] a: Write[value=5]");
  }

  @Test
  void atEqualTimesCallsOverlap() {
    assertThat(check(write("a", 1, 2, 5), read("b", 2, 3, 0)).isLinearizable()).isTrue();
  }

  @Test
  void theSameCallMayStandTwiceInAHistory() {
    Call<Operation, Integer> call = write("a", 1, 2, 5);
    assertThat(check(call, call, read("b", 3, 4, 5)).isLinearizable()).isTrue();
  }

  @Test
  void itGivesUpWhenTheWorkIsTooMuch() {
    List<Call<Operation, Integer>> history = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      history.add(write("client " + i, 1, 1_000, i));
    }
    history.add(read("reader", 2, 3, 99));
    Verdict<Operation, Integer> verdict =
        new LinearizabilityChecker<>(new RegisterModel(), 10_000).check(history);
    assertThat(verdict).isInstanceOf(GaveUp.class);
    assertThat(verdict.isLinearizable()).isFalse();
    assertThat(verdict.describe())
        .startsWith("gave up after 10")
        .endsWith(" steps, with 0 calls explained and 31 open");
  }

  @Test
  void callsOfUnknownOutcomeThatChangeNothingCostNothing() {
    List<Call<Operation, Integer>> history = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      history.add(Call.unknown("a", 1, new RegisterModel.Read()));
    }
    history.add(write("b", 2, 3, 1));
    history.add(read("b", 4, 5, 1));
    assertThat(new LinearizabilityChecker<>(new RegisterModel(), 2_000).check(history).describe())
        .startsWith("linearizable");
  }

  @Test
  void manyCallsOfUnknownOutcomeAreNoTrouble() {
    List<Call<Operation, Integer>> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      history.add(Call.unknown("a", 10L * i, new Write(i % 5)));
      history.add(read("b", 10L * i + 1, 10L * i + 2, i % 5));
    }
    assertThat(checker.check(history).describe()).startsWith("linearizable");
    history.add(Call.unknown("a", 2_000, new Write(9)));
    history.add(write("b", 2_001, 2_002, 8));
    history.add(read("b", 2_003, 2_004, 9));
    history.add(write("b", 2_005, 2_006, 8));
    history.add(read("b", 2_007, 2_008, 9));
    assertThat(checker.check(history)).isInstanceOf(NotLinearizable.class);
  }

  @Test
  void partsAreCheckedAlone() {
    Map<Object, Verdict<Operation, Integer>> verdicts =
        checker.checkEach(
            List.of(write("a", 1, 2, 5), read("b", 3, 4, 0)), operation -> operation.getClass());
    assertThat(verdicts).hasSize(2);
    assertThat(verdicts.values()).allMatch(Verdict::isLinearizable);
  }

  @Test
  void aClassThatChangesItselfIsAModelToo() {
    ModelOfClass<int[], String, Integer> model =
        new ModelOfClass<>(
            () -> new int[1], int[]::clone, (count, operation) -> ++count[0], Arrays::toString);
    LinearizabilityChecker<int[], String, Integer> counting = new LinearizabilityChecker<>(model);
    Call<String, Integer> second = Call.answered("a", 1, 5, "count", 2);
    assertThat(
            counting.check(List.of(second, Call.answered("b", 2, 3, "count", 1))).isLinearizable())
        .isTrue();
    assertThat(
            counting.check(List.of(second, Call.answered("b", 2, 3, "count", 2))).isLinearizable())
        .isFalse();
  }

  @Test
  void aCallThatReturnsBeforeItIsMadeIsAMistake() {
    assertThatThrownBy(() -> read("a", 2, 1, 0)).hasMessageContaining("before it was made");
  }
}
