package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.ContextReading;
import dev.understudy.system.servers.OverdrawnException;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What clients and the server class see of a takeover. The pair is started by a user's own main.
 */
class TakeoverTest {

  private static PairRun pair;
  private static SumsClient client;

  @BeforeAll
  static void startPair() {
    pair = PairRun.of(SumsMain.class);
    pair.startProtected("--", "one argument", "--two");
    client =
        SumsClient.connect(
            pair.directory(),
            ClientOptions.DEFAULTS.withName("Ada").withCallTimeout(Machine.PATIENCE));
  }

  @AfterAll
  static void endPair() {
    if (client != null) {
      client.close();
    }
    pair.close();
  }

  /** Kills the primary, and returns the status of the pair when it was whole again. */
  private static PairStatus takeOver() {
    PairStatus before = pair.awaitProtected();
    pair.kill(before.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
    assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
    return after;
  }

  @Test
  void blockingCallsRideThroughAndEachIsAppliedOnce() {
    try (Callers callers = new Callers(pair.directory(), 4)) {
      for (int i = 0; i < 3; i++) {
        callers.proceed();
        takeOver();
        callers.proceed();
      }
      callers.end();
    }
  }

  @Test
  void asyncCallsInFlightRideThroughInOrderAndEachIsAppliedOnce() throws Exception {
    PairStatus before = pair.awaitProtected();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(client.addAsync("async", 1));
    }
    pair.kill(before.primary().pid());
    for (int i = 0; i < 600; i++) {
      answers.add(client.addAsync("async", 1));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(i + 1);
    }
    assertThat(client.sum("async")).isEqualTo(answers.size());
    pair.awaitProtectedWithout(before.primary().pid());
  }

  @Test
  void declaredExceptionsArriveAsThemselvesWithTheirFields() throws Exception {
    client.add("purse", 5);
    takeOver();
    assertThatThrownBy(() -> client.take("purse", 12))
        .isInstanceOfSatisfying(
            OverdrawnException.class,
            thrown -> {
              assertThat(thrown.key()).isEqualTo("purse");
              assertThat(thrown.missing()).isEqualTo(7);
            });
    CompletableFuture<Long> async = client.takeAsync("purse", 13);
    assertThatThrownBy(() -> async.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(OverdrawnException.class)
        .hasMessage("purse lacks 8");
    assertThat(client.take("purse", 5)).isZero();
  }

  @Test
  void onPrimaryRunsInEachEpochAndMayCallBackThroughTheInterface() {
    long first = pair.awaitProtected().primary().pid();
    Machine.await("the word of the first").until(() -> epochs(first) == 1);
    PairStatus after = takeOver();
    long second = after.primary().pid();
    Machine.await("the word of the successor").until(() -> epochs(second) == 1);
    assertThat(epochs(after.standby().pid())).isZero();
    assertThat(after.problems()).isEmpty();
  }

  // "injected" is what the user's own main gave to the server object, in both processes.
  private static long epochs(long pid) {
    String word = pid + " injected";
    return client.epochs().stream().filter(word::equals).count();
  }

  @Test
  void theContextIsEqualOnBothSidesAndTimeNeverGoesBack() {
    PairStatus before = pair.awaitProtected();
    List<ContextReading> stamps = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      stamps.add(client.stamp());
    }
    PairStatus now = pair.status().orElseThrow();
    assertThat(now.standby().pid()).isEqualTo(before.standby().pid()); // No difference was found.
    assertThat(now.problems()).isEmpty();
    takeOver();
    for (int i = 0; i < 50; i++) {
      stamps.add(client.stamp());
    }
    assertThat(stamps).extracting(ContextReading::now).isSorted();
    assertThat(stamps).extracting(ContextReading::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(stamps).extracting(ContextReading::uuid).doesNotHaveDuplicates();
    assertThat(stamps).extracting(stamp -> stamp.uuid().version()).containsOnly(4);
    assertThat(stamps).extracting(ContextReading::random).doesNotHaveDuplicates();
    assertThat(stamps).extracting(ContextReading::clientName).containsOnly("Ada");
    assertThat(stamps).extracting(ContextReading::session).containsOnly(stamps.get(0).session());
    assertThat(stamps.get(0).session()).isPositive();
  }

  @Test
  void theClientTellsOfTheDeathsThatItSurvived() {
    long dead = pair.awaitProtected().primary().pid();
    PairStatus after = takeOver();
    client.add("told", 1);
    Machine.await("the obituary reaches the client")
        .until(() -> client.obituaries().stream().anyMatch(each -> each.pid() == dead));
    Obituary told =
        client.obituaries().stream().filter(each -> each.pid() == dead).findFirst().orElseThrow();
    assertThat(told.role()).isEqualTo("primary");
    assertThat(told.epoch()).isEqualTo(after.epoch() - 1);
    assertThat(told.takeoverMicros()).isPositive();
    assertThat(after.obituaries()).contains(told);
    pair.awaitLogs("takeover: primary " + dead + " died");
  }

  @Test
  void theArgumentsOfTheFirstUpdateAreStateOfEverySuccessor() {
    takeOver();
    assertThat(client.arguments()).containsExactly("one argument", "--two");
  }

  @Test
  void queriesSeeEveryUpdateThatWasAnsweredAlsoAfterATakeover() {
    long before = client.add("seen", 3);
    takeOver();
    assertThat(client.sum("seen")).isEqualTo(before);
  }
}
