package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.UnprotectedException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.refusing.RefusingSumsClient;
import dev.understudy.system.refusing.RefusingSumsLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DESIGN 4, {@code whenUnprotected = REFUSE}: nothing is applied that one process alone has. */
class ProtectionTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(RefusingSumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private RefusingSumsClient connect(Duration callTimeout) {
    return RefusingSumsClient.connect(
        pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(callTimeout));
  }

  /** Stops the standby that is being made before it can take part; nothing protects until then. */
  private ProcessHandle stopNextStandby(PairStatus before) {
    ProcessHandle next =
        Machine.await("another standby is started")
            .until(
                () ->
                    pair.processes().stream()
                        .filter(process -> process.pid() != before.primary().pid())
                        .filter(process -> process.pid() != before.standby().pid())
                        .findFirst()
                        .orElse(null),
                process -> process != null);
    Machine.signal("STOP", next.pid());
    return next;
  }

  @Test
  void updatesWaitInOrderUntilThereIsAnotherStandbyAndQueriesAreServed() throws Exception {
    PairStatus before = pair.startProtected("--hang-timeout", "120s");
    try (RefusingSumsClient client = connect(Machine.PATIENCE)) {
      assertThat(client.add("gold", 1)).isEqualTo(1);
      pair.kill(before.standby().pid());
      ProcessHandle next = stopNextStandby(before);
      List<CompletableFuture<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(client.addAsync("gold", 1));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(client.sum("gold")).isEqualTo(1);
      }
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      PairStatus meanwhile = pair.status().orElseThrow();
      assertThat(meanwhile.state()).isEqualTo(State.UNPROTECTED);
      assertThat(meanwhile.problems()).anyMatch(each -> each.startsWith("Updates wait until"));
      Machine.signal("CONT", next.pid());
      for (int i = 0; i < 100; i++) {
        assertThat(waiting.get(i).get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .isEqualTo(2 + i);
      }
      assertThat(client.sum("gold")).isEqualTo(101);
      PairStatus after = pair.awaitProtected();
      assertThat(after.standby().pid()).isEqualTo(next.pid());
      assertThat(after.problems()).isEmpty();
    }
  }

  @Test
  void aTakeoverIsNoProtectionLostForGood() {
    PairStatus before = pair.startProtected();
    try (RefusingSumsClient client = connect(Machine.PATIENCE)) {
      for (int i = 1; i <= 20; i++) {
        assertThat(client.add("gold", 1)).isEqualTo(i);
      }
      // It waits inside the primary, and would die with it.
      Machine.await("the first epoch is noted").until(() -> client.sum("epochs") == 1);
      pair.kill(before.primary().pid());
      for (int i = 21; i <= 40; i++) {
        assertThat(client.add("gold", 1)).isEqualTo(i);
      }
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      // Each primary's own update came when it had a standby, and once.
      Machine.await("the second epoch is noted").until(() -> client.sum("epochs") == 2);
    }
  }

  @Test
  void withoutAStandbyUpdatesFailAtTheirDeadlineAndQueriesAreServed() {
    Duration timeout = Duration.ofSeconds(2);
    pair.start("--alone");
    try (RefusingSumsClient client = connect(timeout)) {
      long beginNanos = System.nanoTime();
      assertThatThrownBy(() -> client.add("gold", 1))
          .isInstanceOf(UnprotectedException.class)
          .hasMessageStartingWith("add(String,long) was not applied: for 2 s no standby protected")
          .hasMessageContaining(pair.directory().toString());
      assertThat(System.nanoTime() - beginNanos).isGreaterThanOrEqualTo(timeout.toNanos());
      CompletableFuture<Long> waiting = client.addAsync("gold", 1);
      assertThat(client.sum("gold")).isZero();
      assertThatThrownBy(() -> waiting.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnprotectedException.class);
      assertThat(client.sum("gold")).isZero();
    }
  }
}
