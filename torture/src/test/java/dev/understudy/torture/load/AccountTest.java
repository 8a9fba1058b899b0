package dev.understudy.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.linearizability.Call;
import dev.understudy.torture.attic.Attic;
import dev.understudy.torture.attic.Receipt;
import dev.understudy.torture.load.RegisterCall.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether what is wrong is seen: an account that cannot fail is none. */
class AccountTest {

  private final Ledger ledger = new Ledger();

  @Test
  void updatesThatAreMissingAreLostAndUpdatesTooManyAreDoubled() {
    ledger.compare("box", new Receipt(7, 1), new Receipt(9, 2));
    ledger.compare("box", new Receipt(4, 1), new Receipt(3, 2));
    Ledger.Account account = ledger.account();
    assertThat(account.lost()).isEqualTo(2);
    assertThat(account.doubled()).isEqualTo(1);
    assertThat(account.isClean()).isFalse();
  }

  @Test
  void equalReceiptsAreClean() {
    ledger.compare("box", new Receipt(7, 1), new Receipt(7, 1));
    ledger.answered(true);
    ledger.refused();
    assertThat(ledger.account().isClean()).isTrue();
  }

  @Test
  void anotherChecksumIsNotClean() {
    ledger.compare("box", new Receipt(7, 1), new Receipt(7, 2));
    assertThat(ledger.account().isClean()).isFalse();
  }

  @Test
  void aRegisterThatForgetsIsNotLinearizable() {
    Histories histories = new Histories();
    histories.add("r", call(1, 2, Kind.INCREMENT, "1"));
    histories.add("r", call(3, 4, Kind.INCREMENT, "2"));
    assertThat(histories.judge().faults()).isEmpty();
    histories.add("r", call(5, 6, Kind.READ, "1"));
    histories.add("another", call(5, 6, Kind.READ, "null"));
    Histories.Judgement judgement = histories.judge();
    assertThat(judgement.registers()).isEqualTo(2);
    assertThat(judgement.faults())
        .singleElement()
        .asString()
        .startsWith("r: NOT linearizable: [5, 6] ada: read -> 1");
  }

  private static Call<RegisterCall, String> call(long from, long to, Kind kind, String told) {
    return Call.answered("ada", from, to, new RegisterCall(kind, "", 0, 0), told);
  }

  @Test
  void theSameSeedMakesTheSameCallsAndTwoAtticsAnswerThemAlike() {
    List<String> one = outcomes(5);
    assertThat(outcomes(5)).isEqualTo(one);
    assertThat(outcomes(6)).isNotEqualTo(one);
    assertThat(one).anyMatch(told -> told.startsWith("lacks "));
    assertThat(one).anyMatch(told -> told.contains("IllegalStateException: over "));
  }

  private static List<String> outcomes(long seed) {
    Attic attic = new Attic();
    BoxCalls calls = new BoxCalls(1, new Random(seed));
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      BoxCall call = calls.next();
      outcomes.add(call.name() + " " + call.outcome(attic));
    }
    return outcomes.stream().map(told -> told.substring(told.indexOf(' ') + 1)).toList();
  }

  @Test
  void ofSeveralWaitsTheLongestFromTheMomentOnIsFelt() {
    Waits waits = new Waits();
    waits.add(0, 50_000_000);
    waits.add(10_000_000, 90_000_000);
    waits.add(30_000_000, 100_000_000);
    waits.add(41_000_000, 500_000_000);
    waits.add(20_000_000, 20_000_001);
    assertThat(waits.feltNanos(20_000_000)).isEqualTo(70_000_000);
    assertThat(waits.feltNanos(15_000_000)).isEqualTo(75_000_000);
    assertThat(waits.feltNanos(30_000_000)).isEqualTo(459_000_000);
    assertThat(waits.feltNanos(600_000_000)).isZero();
  }
}
