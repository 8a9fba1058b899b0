package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.Phase;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One source, every mode and standby role with a standby: deaths, restarts, and what is told. */
class RolesTest {

  private PairRun place;
  private PairRun pair;

  private void choose(String mode, String role) {
    place = PairRun.of(SumsLauncher.class);
    pair = place.of(OtherMode.as(mode, role));
  }

  @AfterEach
  void endPair() {
    if (pair != null) {
      pair.close();
      place.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"hot, client", "warm, server", "warm, client"})
  void whoeverDiesNothingIsLostOrAppliedTwice(String mode, String role) {
    choose(mode, role);
    PairStatus status = pair.startProtected();
    assertThat(status.mode()).hasToString(mode.toUpperCase());
    assertThat(status.standbyRole()).hasToString(role.toUpperCase());
    assertThat(status.standby().phase())
        .isEqualTo(mode.equals("warm") ? Phase.ASLEEP : Phase.READY);
    try (Callers callers = new Callers(pair.directory(), 4)) {
      for (int i = 0; i < 3; i++) {
        callers.proceed();
        PairStatus before = pair.awaitProtected();
        long victim = i == 1 ? before.standby().pid() : before.primary().pid();
        pair.kill(victim);
        PairStatus after = pair.awaitProtectedWithout(victim);
        long served = i == 1 ? before.primary().pid() : before.standby().pid();
        assertThat(after.primary().pid()).isEqualTo(served);
        assertThat(after.obituaries()).anyMatch(obituary -> obituary.pid() == victim);
      }
      callers.proceed().end();
    }
  }

  @ParameterizedTest
  @CsvSource({"hot, client", "warm, server", "warm, client"})
  void stopLeavesNothingAndAnotherRoleGoesOnWithTheState(String mode, String role) {
    choose(mode, role);
    PairStatus status = pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      for (int i = 0; i < 100; i++) {
        client.add("a", 1);
      }
    }
    pair.kill(status.primary().pid(), status.standby().pid());
    Machine.awaitDeath(status.primary().pid());
    Machine.awaitDeath(status.standby().pid());
    place.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(101);
    }
    assertThat(place.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(102);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
  }

  private static void addMany(SumsClient client, int count) {
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(client.addAsync("many", 1));
    }
    calls.forEach(CompletableFuture::join);
  }

  private SumsClient patientClient() {
    return SumsClient.connect(
        pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE));
  }

  @ParameterizedTest
  @CsvSource({"hot, client"})
  void aStandbyThatAsksMayLagAndDigestsTheRestBeforeItServes(String mode, String role) {
    choose(mode, role);
    PairStatus status = pair.startProtected("--hang-timeout", "0s");
    try (SumsClient client = patientClient()) {
      addMany(client, 1_000);
      Machine.signal("STOP", status.standby().pid());
      addMany(client, 20_000); // Each is answered although the standby stands still.
      PairStatus lagging = pair.status().orElseThrow();
      assertThat(lagging.state()).isEqualTo(State.PROTECTED);
      assertThat(lagging.primary().sequence() - lagging.standby().sequence())
          .isGreaterThanOrEqualTo(20_000);
      pair.kill(status.primary().pid());
      Machine.signal("CONT", status.standby().pid());
      assertThat(client.add("many", 1)).isEqualTo(21_001);
    }
    PairStatus after = pair.awaitProtectedWithout(status.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(status.standby().pid());
  }

  @ParameterizedTest
  @CsvSource({"hot, client"})
  void aStandbyThatAsksCatchesUpAfterItStoodStill(String mode, String role) {
    choose(mode, role);
    PairStatus status = pair.startProtected("--hang-timeout", "0s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      Machine.signal("STOP", status.standby().pid());
      for (int i = 0; i < 20; i++) {
        callers.proceed();
      }
      Machine.signal("CONT", status.standby().pid());
      callers.end();
    }
    PairStatus after =
        pair.await("level", now -> now.standby().sequence() == now.primary().sequence());
    assertThat(after.standby().pid()).isEqualTo(status.standby().pid());
  }

  @ParameterizedTest
  @CsvSource({"hot, client", "warm, server", "warm, client"})
  void aStandbyThatHangsIsReplacedAndClientsGoOn(String mode, String role) {
    choose(mode, role);
    PairStatus status = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      Machine.signal("STOP", status.standby().pid());
      callers.proceed();
      PairStatus after = pair.awaitProtectedWithout(status.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(status.primary().pid());
      assertThat(after.obituaries())
          .anyMatch(
              obituary ->
                  obituary.pid() == status.standby().pid() && obituary.cause().contains("silent"));
      callers.proceed().end();
    }
  }
}
