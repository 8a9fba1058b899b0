package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.DifferingResultsClient;
import dev.understudy.system.servers.DifferingResultsLauncher;
import dev.understudy.system.servers.UncomparedResultsClient;
import dev.understudy.system.servers.UncomparedResultsLauncher;
import dev.understudy.system.servers.WordException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Promise 5: the standby's result differs from the primary's, or only seems to. */
class DifferingResultsTest {

  private static PairRun pair;
  private static DifferingResultsClient client;

  @BeforeAll
  static void startPair() {
    pair = PairRun.of(DifferingResultsLauncher.class);
    pair.startProtected();
    client = DifferingResultsClient.connect(pair.directory());
    Machine.await("the primary knows its side").until(client::serves);
  }

  @AfterAll
  static void endPair() {
    if (client != null) {
      client.close();
    }
    pair.close();
  }

  /** What every difference is to lead to, but for the result that its client gets. */
  private static String differs(String method, Runnable call) {
    PairStatus before = pair.awaitProtected();
    try (Watcher watcher = new Watcher(pair)) {
      call.run();
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(watcher.seen()).anyMatch(status -> status.state() == State.UNPROTECTED);
      assertThat(after.obituaries())
          .anyMatch(
              obituary ->
                  obituary.pid() == before.standby().pid() && obituary.role().equals("standby"));
      String report = "update " + (before.primary().sequence() + 1) + ", " + method + ": ";
      assertThat(after.problems()).anyMatch(problem -> problem.contains(report));
      assertThat(pair.logs().lines())
          .anyMatch(line -> line.contains("differs: ") && line.contains(report));
      String problem =
          after.problems().stream().filter(each -> each.contains(report)).findFirst().orElseThrow();
      assertThat(pair.run("status").out()).contains(problem);
      return problem;
    }
  }

  @Test
  void aClockInAResultIsReportedWithBothResultsAndTheStandbyIsRebuilt() {
    long[] result = new long[1];
    String problem = differs("clock()", () -> result[0] = client.clock());
    Matcher both =
        Pattern.compile("the primary's result is (-?\\d+), the standby's is (-?\\d+)")
            .matcher(problem);
    assertThat(both.find()).isTrue();
    assertThat(Long.parseLong(both.group(1))).isEqualTo(result[0]);
    assertThat(Long.parseLong(both.group(2))).isNotEqualTo(result[0]);
  }

  @Test
  void aFieldOfADeclaredExceptionThatDiffersIsADifference() {
    differs(
        "declared()",
        () ->
            assertThatThrownBy(() -> client.declared())
                .isInstanceOfSatisfying(
                    WordException.class, mood -> assertThat(mood.word()).isEqualTo("primary")));
  }

  @Test
  void theOrderOfAListIsADifference() {
    String problem = differs("orderOfCast()", () -> assertThat(client.orderOfCast()).hasSize(40));
    assertThat(problem)
        .contains("Both have the same elements in another order, which a HashMap, a HashSet,")
        .doesNotContain("deterministic");
  }

  @Test
  void setsAndMapsInAnotherOrderAreNoDifference() {
    PairStatus before = pair.awaitProtected();
    for (int i = 0; i < 5; i++) {
      assertThat(client.sets().names()).hasSize(40);
    }
    assertStillTheSame(before, 5);
  }

  @Test
  void theMessageOfAnUndeclaredExceptionIsNoDifference() {
    PairStatus before = pair.awaitProtected();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> client.undeclared())
          .isInstanceOf(UpdateFailedException.class)
          .hasMessageContaining("java.lang.IllegalStateException: on the primary");
    }
    assertStillTheSame(before, 5);
  }

  @Test
  void otherClientsAreServedWhileTheStandbyIsRebuilt() {
    PairStatus before = pair.awaitProtected();
    long count = client.count();
    long clock = client.clock();
    assertThat(clock).isNotZero();
    while (pair.status().orElseThrow().state() == State.UNPROTECTED) {
      assertThat(client.count()).isEqualTo(++count);
    }
    pair.awaitProtectedWithout(before.standby().pid());
    assertThat(client.count()).isEqualTo(++count);
  }

  @Test
  void whereResultsAreNotComparedADifferenceIsAcceptedQuietly() {
    try (PairRun careless = PairRun.of(UncomparedResultsLauncher.class)) {
      PairStatus before = careless.startProtected();
      try (UncomparedResultsClient quiet = UncomparedResultsClient.connect(careless.directory())) {
        Machine.await("the primary knows its side").until(quiet::serves);
        for (int i = 0; i < 5; i++) {
          assertThat(quiet.clock()).isNotZero();
          assertThat(quiet.side()).isEqualTo("primary");
        }
        PairStatus after = careless.status().orElseThrow();
        assertThat(after.state()).isEqualTo(State.PROTECTED);
        assertThat(after.standby()).isNotNull();
        assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
        assertThat(after.standby().sequence()).isEqualTo(after.primary().sequence());
        assertThat(after.problems()).isEqualTo(List.of());
        assertThat(careless.logs()).doesNotContain("differs");
      }
    }
  }

  @Test
  void aStandbyThatAsksComparesTooAndIsRebuilt() {
    try (PairRun place = PairRun.of(DifferingResultsLauncher.class);
        PairRun asking = place.of(OtherMode.as("hot", "client"))) {
      PairStatus before = asking.startProtected();
      try (DifferingResultsClient caller = DifferingResultsClient.connect(asking.directory())) {
        Machine.await("the primary knows its side").until(caller::serves);
        long clock = caller.clock();
        PairStatus after = asking.awaitProtectedWithout(before.standby().pid());
        String report = "update " + (after.primary().sequence()) + ", clock(): ";
        assertThat(after.problems()).anyMatch(problem -> problem.contains(report));
        assertThat(after.problems())
            .anyMatch(problem -> problem.contains("the primary's result is " + clock));
        assertThat(caller.count()).isEqualTo(1); // The new standby is not rebuilt again for it.
        assertThat(caller.sets().names()).hasSize(40);
        PairStatus later = asking.await("level", now -> now.state() == State.PROTECTED);
        assertThat(later.standby().pid()).isEqualTo(after.standby().pid());
      }
    }
  }

  private static void assertStillTheSame(PairStatus before, int updates) {
    PairStatus after = pair.status().orElseThrow();
    assertThat(after.primary().sequence()).isEqualTo(before.primary().sequence() + updates);
    assertThat(after.state()).isEqualTo(State.PROTECTED);
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(after.problems()).isEqualTo(before.problems());
  }
}
