package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The planned change of primary: no client sees an error, and the old primary leaves. */
class SwitchoverTest {

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

  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, server", "warm, client"})
  void theStandbyServesTheOldPrimaryLeavesAndNoClientSeesAnError(String mode, String role) {
    if (!(mode + role).equals("hotserver")) {
      pair = place.of(OtherMode.as(mode, role));
    }
    Process first = pair.start();
    pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 6)) {
      for (int i = 0; i < 3; i++) {
        callers.proceed();
        PairStatus before = pair.awaitProtected();
        Finished switchover = pair.run("switchover");
        assertThat(switchover.err()).isEmpty();
        assertThat(switchover.exitCode()).isZero();
        assertThat(switchover.out())
            .matches(
                "Process %d serves, in epoch %d; process %d has left\\. Clients waited for [\\d.]+ ms\\.\n"
                    .formatted(before.standby().pid(), before.epoch() + 1, before.primary().pid()));
        PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
        assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
        assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(after.obituaries()).isEmpty();
        Machine.awaitDeath(before.primary().pid());
      }
      callers.proceed().end();
    }
    assertThat(pair.finish(first).exitCode()).isZero();
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
    assertThat(pair.logs()).doesNotContain("made anew"); // None is swept while its process lives.
  }

  @Test
  void withoutAStandbyItIsRefusedAndThePrimaryServesOn() {
    pair.start("--alone");
    Machine.await("it serves").until(() -> pair.status().isPresent());
    Finished switchover = pair.run("switchover");
    assertThat(switchover.exitCode()).isEqualTo(1);
    assertThat(switchover.err())
        .contains("No switchover: there is no standby that is ready to take over");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(1);
    }
  }

  @Test
  void whereNothingRunsItSaysSo() {
    assertThat(pair.run("switchover").exitCode()).isEqualTo(4);
  }

  @RepeatedTest(3)
  void aDeathInItsMidstIsATakeover() {
    PairStatus before = pair.startProtected();
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Process switchover = switchover();
      Machine.await("it begins")
          .until(() -> pair.logs().contains("switchover: the switchover command asked for it"));
      ProcessHandle.of(before.primary().pid()).ifPresent(ProcessHandle::destroyForcibly);
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
      assertThat(pair.finish(switchover).exitCode()).isZero();
      callers.proceed().end();
    }
  }

  private Process switchover() {
    return pair.launch(
        List.of("switchover", "--dir", pair.directory().toString()), Map.of(), pair.root());
  }

  @Test
  void aStandbyThatDiesOrHangsInItsMidstLeavesThePrimaryServing() {
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Machine.signal("STOP", before.standby().pid());
      Process switchover = switchover();
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      callers.proceed().end();
      switchover.destroy();
    }
  }

  @ParameterizedTest
  @CsvSource({"hot, server", "warm, server"})
  void aStandbyThatIsStoppedBeforeItIsReadyToServeBreaksItOff(String mode, String role) {
    if (mode.equals("warm")) {
      pair = place.of(OtherMode.as(mode, role));
    }
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    Machine.signal("STOP", before.standby().pid());
    Finished switchover = pair.finish(switchover());
    assertThat(switchover.exitCode()).isEqualTo(1);
    PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(1);
    }
  }

  /** Whenever it dies: before, while or after it takes the fence. */
  @RepeatedTest(6)
  void aStandbyThatIsKilledInItsMidstLosesNothing(RepetitionInfo repetition) {
    PairStatus before = pair.startProtected();
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Process switchover = switchover();
      Machine.await("it begins")
          .until(() -> pair.logs().contains("switchover: the switchover command asked for it"));
      LockSupport.parkNanos(repetition.getCurrentRepetition() * 1_000_000L);
      ProcessHandle.of(before.standby().pid()).ifPresent(ProcessHandle::destroyForcibly);
      pair.finish(switchover);
      pair.awaitProtectedWithout(before.standby().pid());
      callers.proceed().end();
    }
  }

  /** It is judged as any primary is, by the only process that could take over from it. */
  @Test
  void aSuccessorThatHangsBeforeItHasAStandbyIsKilledAndSucceededByTheFormerPrimary() {
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Process switchover = switchover();
      Machine.await("it serves")
          .pollInterval(Duration.ofMillis(1))
          .until(() -> PairFile.read(pair.runDirectory()).orElseThrow().epoch() > before.epoch());
      Machine.signal("STOP", before.standby().pid());
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      Obituary last = after.obituaries().get(after.obituaries().size() - 1);
      assertThat(last.pid()).isEqualTo(before.standby().pid());
      assertThat(last.cause())
          .startsWith("its writer made no progress for 1000 ms, and it was killed; fenced after");
      pair.finish(switchover);
      callers.proceed().end();
    }
  }

  /** At once after it has told clients something, and before anybody could take over from it. */
  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, server", "warm, client"})
  void aSuccessorThatDiesBeforeItHasAStandbyIsSucceededByTheFormerPrimary(
      String mode, String role) {
    if (!(mode + role).equals("hotserver")) {
      pair = place.of(OtherMode.as(mode, role));
    }
    Process first = pair.start();
    PairStatus before = pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Process switchover = switchover();
      Machine.await("it serves")
          .pollInterval(Duration.ofMillis(1))
          .until(() -> PairFile.read(pair.runDirectory()).orElseThrow().epoch() > before.epoch());
      ProcessHandle.of(before.standby().pid()).ifPresent(ProcessHandle::destroyForcibly);
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(after.epoch()).isEqualTo(before.epoch() + 2);
      Obituary last = after.obituaries().get(after.obituaries().size() - 1);
      assertThat(last.pid()).isEqualTo(before.standby().pid());
      assertThat(last.role()).isEqualTo("primary");
      assertThat(last.cause())
          .startsWith("its fence was free: it died before it had a standby of its own; fenced");
      Finished finished = pair.finish(switchover);
      assertThat(finished.exitCode()).isEqualTo(1);
      assertThat(finished.err())
          .isEqualTo(
              "The successor, process %d, has died before it had a standby of its own, and process %d serves again.%n"
                  .formatted(before.standby().pid(), before.primary().pid()));
      callers.proceed().end();
      assertThat(pair.run("switchover").exitCode()).as(pair.logs()).isZero();
      pair.awaitProtectedWithout(before.primary().pid());
      assertThat(pair.finish(first).exitCode()).isZero();
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
  }

  @Test
  void aStopDuringASwitchoverEndsThePair() {
    PairStatus before = pair.startProtected("--hang-timeout", "60s");
    Machine.signal("STOP", before.standby().pid());
    Process switchover = switchover();
    Machine.await("it begins")
        .until(() -> pair.logs().contains("switchover: the switchover command asked for it"));
    Process stop =
        pair.launch(List.of("stop", "--dir", pair.directory().toString()), Map.of(), pair.root());
    Machine.await("it stops").until(() -> pair.logs().contains("stopping: "));
    Machine.signal("CONT", before.standby().pid());
    assertThat(pair.finish(stop).exitCode()).isZero();
    pair.finish(switchover);
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
  }

  @Test
  void aGuardianStaysWithThePair() {
    pair.start("--guard");
    PairStatus before = pair.awaitProtected();
    assertThat(pair.run("switchover").exitCode()).isZero();
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    pair.kill(after.primary().pid(), after.standby().pid());
    PairStatus again = pair.awaitProtectedWithout(after.primary().pid(), after.standby().pid());
    assertThat(again.epoch()).isGreaterThan(after.epoch());
    assertThat(pair.run("stop").exitCode()).isZero();
    Machine.await("nobody is left").until(() -> pair.processes().isEmpty());
  }
}
