package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.WireOutput;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnansweredOutcomesTest {

  private final UnansweredOutcomes unanswered = new UnansweredOutcomes(Ledger.COMPARED);

  private static byte[] failure(Exception exception) {
    WireOutput out = WireOutput.forCall();
    OutcomeCodec.writeFailure(exception, out);
    return out.toByteArray();
  }

  private Difference.OfResult answer(byte[] outcome) {
    byte[] framed = new byte[outcome.length + 5];
    System.arraycopy(outcome, 0, framed, 3, outcome.length);
    return unanswered.answer(framed, 3, outcome.length);
  }

  @Test
  void areAnsweredInOrderFromWhereForwardingBegan() {
    unanswered.reset(41);
    byte[] outcome = failure(new IllegalStateException("x"));
    unanswered.add(Ledger.FAIL, outcome);
    unanswered.add(Ledger.FAIL, outcome);
    assertThat(unanswered.keptBytes()).isEqualTo(2L * outcome.length);
    assertThat(unanswered.answered()).isEqualTo(41);
    assertThat(answer(outcome)).isNull();
    assertThat(unanswered.answered()).isEqualTo(42);
    assertThat(unanswered.size()).isEqualTo(1);
    unanswered.reset(50);
    assertThat(unanswered.size()).isZero();
    assertThat(unanswered.keptBytes()).isZero();
    assertThat(unanswered.answered()).isEqualTo(50);
  }

  @Test
  void theMessageOfAnUndeclaredExceptionIsNotComparedAndItsTypeIs() {
    unanswered.add(Ledger.FAIL, failure(new ArrayIndexOutOfBoundsException("Index 5")));
    assertThat(answer(failure(new ArrayIndexOutOfBoundsException()))).isNull();
    unanswered.add(Ledger.FAIL, failure(new ArrayIndexOutOfBoundsException("Index 5")));
    Difference.OfResult difference = answer(failure(new NullPointerException("Index 5")));
    assertThat(difference).isNotNull();
    assertThat(difference.sequence()).isEqualTo(2);
    assertThat(difference.method()).isEqualTo("fail(long)");
    assertThat(difference.primaryResult()).contains("ArrayIndexOutOfBoundsException: Index 5");
    assertThat(difference.standbyResult()).contains("NullPointerException: Index 5");
  }

  @Test
  void theSameInAnotherOrderIsToldAsWhatHashTablesDo() {
    Difference.OfResult order =
        new Difference.OfResult(7, "cast()", "[Ada, Bea, Cleo]", "[Cleo, Ada, Bea]");
    assertThat(order.advice())
        .startsWith("Both have the same elements in another order, which a HashMap, a HashSet,")
        .doesNotContain("deterministic");
    Difference.OfResult other = new Difference.OfResult(7, "cast()", "[Ada, Bea]", "[Ada, Cleo]");
    assertThat(other.advice()).endsWith("Make the update deterministic.");
  }

  @Test
  void whatIsNoCallHasNoResultToCompare() {
    unanswered.add(UnansweredOutcomes.NO_OPERATION, new byte[0]);
    assertThat(answer(new byte[] {1, 2, 3})).isNull();
  }

  @Test
  void garbageDiffersWhateverItIs() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] outcome = failure(new IllegalStateException("x"));
    for (int i = 0; i < 10_000; i++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      unanswered.add(Ledger.ADD, outcome);
      assertThat(answer(garbage)).isNotNull();
    }
  }

  @Test
  void ofAClassWithoutComparisonAreOnlyCounted() {
    UnansweredOutcomes counted = new UnansweredOutcomes(Ledger.NOT_COMPARED);
    counted.add(Ledger.ADD, new byte[] {1});
    assertThat(counted.answer(new byte[] {2}, 0, 1)).isNull();
    assertThat(counted.answered()).isEqualTo(1);
  }

  @Test
  void areSkippedUpToWhereTheStandbyIs() {
    unanswered.reset(10);
    for (int i = 0; i < 5; i++) {
      unanswered.add(Ledger.ADD, new byte[] {1});
    }
    unanswered.skipTo(13);
    assertThat(unanswered.answered()).isEqualTo(13);
    assertThat(unanswered.size()).isEqualTo(2);
    assertThat(unanswered.keptBytes()).isEqualTo(2);
    unanswered.skipTo(12);
    assertThat(unanswered.answered()).isEqualTo(13);
  }

  @Test
  void anAnswerToNothingIsRefused() {
    assertThatThrownBy(() -> answer(new byte[] {1}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("update 1, which was not forwarded");
  }
}
