package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 3: hung is not dead; a primary that makes no progress is killed, and then succeeded. */
class HungTest {

  private PairRun place;
  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(SumsLauncher.class);
    pair = place;
  }

  @AfterEach
  void endPair() {
    pair.close();
    place.close();
  }

  private static void assertSucceeded(PairStatus before, PairStatus after, String cause) {
    assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
    assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
    assertThat(after.obituaries())
        .anyMatch(
            obituary ->
                obituary.pid() == before.primary().pid() && obituary.cause().contains(cause));
  }

  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, server", "warm, client"})
  void aStoppedPrimaryIsKilledAndSucceededAndNeverWakes(String mode, String role) {
    if (!(mode + role).equals("hotserver")) {
      pair = place.of(OtherMode.as(mode, role));
    }
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Machine.signal("STOP", before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertSucceeded(before, after, "no progress");
      Machine.awaitDeath(before.primary().pid());
      callers.proceed().end();
    }
  }

  @Test
  void inModeColdItIsTheGuardianWhoJudges() {
    pair = place.of(OtherMode.as("cold", "server"));
    pair.start("--hang-timeout", "1s");
    PairStatus before = pair.await("it serves", status -> status.state() == State.PROTECTED);
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Machine.signal("STOP", before.primary().pid());
      PairStatus after =
          pair.await(
              "succeeded",
              status ->
                  status.state() == State.PROTECTED
                      && status.primary().pid() != before.primary().pid());
      assertThat(after.obituaries())
          .anyMatch(
              obituary ->
                  obituary.pid() == before.primary().pid()
                      && obituary.cause().contains("no progress"));
      callers.proceed().end();
    }
  }

  @Test
  void aPrimaryThatWasStoppedForLessThanTheTimeoutGoesOnUnharmed() {
    PairStatus before = pair.startProtected("--hang-timeout", "60s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Machine.signal("STOP", before.primary().pid());
      Machine.await("it is stopped").until(() -> Machine.state(before.primary().pid()) == 'T');
      Machine.signal("CONT", before.primary().pid());
      callers.proceed().end();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(after.obituaries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"loop", "deadlock"})
  void anUpdateThatNeverEndsIsSeenAlthoughOtherThreadsAreLively(String how) throws IOException {
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    Path flag = Files.createFile(pair.root().resolve("flag"));
    ClientOptions patient = ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE);
    try (Callers callers = new Callers(pair.directory(), 2);
        SumsClient client = SumsClient.connect(pair.directory(), patient)) {
      callers.proceed();
      // It hangs in the primary, once; the client's retry runs on the successor.
      assertThat(client.hangOnce(how, flag.toString())).isEqualTo(1);
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertSucceeded(before, after, "no progress");
      callers.proceed().end();
    }
  }

  @Test
  void withTimeoutZeroNothingIsKilled() {
    PairStatus before = pair.startProtected("--hang-timeout", "0s");
    Machine.signal("STOP", before.standby().pid());
    Machine.signal("STOP", before.primary().pid());
    Machine.await("both are stopped")
        .until(
            () ->
                Machine.state(before.primary().pid()) == 'T'
                    && Machine.state(before.standby().pid()) == 'T');
    Machine.signal("CONT", before.standby().pid());
    Machine.signal("CONT", before.primary().pid());
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed().end();
    }
    assertThat(pair.awaitProtected().obituaries()).isEmpty();
  }

  @Test
  void aStandbyOfTheRoleServerThatHangsBlocksNobodyForLongerThanItsTimeout() {
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Machine.signal("STOP", before.standby().pid());
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(after.obituaries())
          .anyMatch(
              obituary ->
                  obituary.pid() == before.standby().pid() && obituary.cause().contains("silent"));
      callers.proceed().end();
    }
  }

  @Test
  void aPrimaryThatADebuggerMayHaveStoppedIsSpared() {
    PairRun debugged =
        pair.with("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
    PairStatus before = debugged.startProtected("--hang-timeout", "500ms");
    Machine.signal("STOP", before.primary().pid());
    Machine.await("it is spared").until(() -> debugged.logs().contains("a debugger may be at it"));
    Machine.signal("CONT", before.primary().pid());
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed().end();
    }
    PairStatus after = debugged.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    debugged.run("stop");
  }
}
