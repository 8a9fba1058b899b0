package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code start --guard}: a pair that is started anew when all of it has died. */
class GuardianTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private PairStatus takeOver(PairStatus before) {
    pair.kill(before.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
    return after;
  }

  private PairStatus killBoth(PairStatus before) {
    // On a busy machine the standby could else serve for a moment between the two kills.
    Machine.signal("STOP", before.standby().pid());
    pair.kill(before.primary().pid(), before.standby().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid(), before.standby().pid());
    assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
    assertThat(after.obituaries())
        .extracting(Obituary::pid)
        .contains(before.primary().pid(), before.standby().pid());
    return after;
  }

  @Test
  void aPairOfWhichBothDiedIsStartedAnewAlsoAfterATakeoverAndNothingIsLost() {
    Process guardian = pair.start("--guard");
    PairStatus first = pair.awaitProtected();
    assertThat(first.primary().pid()).isNotEqualTo(guardian.pid());
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      PairStatus second = killBoth(first);
      callers.proceed();
      PairStatus third = takeOver(second);
      callers.proceed();
      PairStatus fourth = killBoth(third);
      callers.proceed().end();
      assertThat(fourth.obituaries())
          .filteredOn(obituary -> obituary.role().equals("primary"))
          .allMatch(obituary -> obituary.takeoverMicros() > 0);
      assertThat(fourth.problems()).isEmpty();
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertOrderlyEnd(guardian);
  }

  /** A copied file names the guardian of the original, which lives. */
  @Test
  void commandsInACopyOfTheDirectoryTouchNothingOfTheOriginal() throws Exception {
    PairStatus original = pair.startProtected("--guard");
    try (PairRun copy = pair.copy()) {
      Finished status = copy.run("status");
      assertThat(status.exitCode()).as(status.out()).isEqualTo(4);
      assertThat(copy.run("stop").exitCode()).isEqualTo(4);
      assertThat(copy.run("drill").exitCode()).isEqualTo(4);
      PairStatus copied = copy.startProtected("--guard");
      assertThat(copied.guardianPid()).isNotEqualTo(original.guardianPid());
      assertThat(copied.primary().pid()).isNotEqualTo(original.primary().pid());
      assertThat(copy.run("stop").exitCode()).isZero();
    }
    assertThat(pair.awaitProtected()).isEqualTo(original);
  }

  /** Two file systems number their directories alike. */
  @Test
  void commandsInACopyOnAnotherDiskTouchNothingOfTheOriginalEither() throws Exception {
    try (PairRun copy = PairRun.of(SumsLauncher.class);
        SmallDisk disk = SmallDisk.at(pair.directory());
        SmallDisk otherDisk = SmallDisk.at(copy.directory())) {
      PairStatus original = pair.startProtected("--guard");
      assertThat(disk.freeBytes()).isLessThan(otherDisk.freeBytes());
      assertThat(Files.getAttribute(copy.directory(), "unix:ino"))
          .isEqualTo(Files.getAttribute(pair.directory(), "unix:ino"));
      Machine.shell("cp -a " + pair.directory() + "/. " + copy.directory());
      assertThat(copy.run("status").exitCode()).isEqualTo(4);
      assertThat(copy.run("stop").exitCode()).isEqualTo(4);
      assertThat(copy.run("drill").exitCode()).isEqualTo(4);
      assertThat(pair.awaitProtected()).isEqualTo(original);
      assertThat(pair.run("stop").exitCode()).isZero();
    }
  }

  private void assertOrderlyEnd(Process guardian) {
    assertThat(pair.finish(guardian).exitCode()).isZero();
    Machine.await("no process is left").until(() -> pair.processes().isEmpty());
    assertThat(pair.sockets()).isEmpty();
    assertThat(pair.directory().resolve("pair")).doesNotExist();
    assertThat(pair.directory().resolve("guardian")).doesNotExist();
    assertThat(pair.run("status").exitCode()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalAtTheGuardianEndsThePairInOrder(String signal) {
    Process guardian = pair.start("--guard");
    pair.awaitProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("kept", 1);
    }
    Machine.signal(signal, guardian.pid());
    assertOrderlyEnd(guardian);
    pair.awaitLogs(
        "guardian: stopping: SIG" + signal, "stopping: the guardian passes on SIG" + signal);
    assertThat(pair.directory().resolve("obituaries")).doesNotExist();
    pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSuccessorIsStoppedThroughTheGuardianToo(boolean bySignal) {
    Process guardian = pair.start("--guard");
    PairStatus after = takeOver(pair.awaitProtected());
    if (bySignal) {
      Machine.signal("TERM", guardian.pid());
    } else {
      assertThat(pair.run("stop").exitCode()).isZero();
    }
    assertOrderlyEnd(guardian);
    String who = bySignal ? "SIGTERM" : "'stop'";
    pair.awaitLogs(
        "guardian: stopping: " + who + "; asks process " + after.primary().pid() + " to end",
        "stopping: the guardian passes on " + who);
    assertThat(pair.directory().resolve("stop.request")).doesNotExist();
  }

  @Test
  void aSuccessorThatIsAskedItselfTakesTheGuardianAlong() {
    Process guardian = pair.start("--guard");
    PairStatus after = takeOver(pair.awaitProtected());
    Machine.signal("TERM", after.primary().pid());
    assertOrderlyEnd(guardian);
  }

  @Test
  void aSwitchoverIsNoEndAndTheSuccessorIsGuardedToo() {
    Process guardian = pair.start("--guard");
    PairStatus before = pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      assertThat(pair.run("switchover").exitCode()).isZero();
      Machine.awaitDeath(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      killBoth(after);
      callers.proceed().end();
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertOrderlyEnd(guardian);
  }

  @Test
  void thePairOutlivesItsGuardianAndSaysThatItIsUnguarded() {
    Process guardian = pair.start("--guard");
    PairStatus before = pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      pair.kill(guardian.pid());
      pair.await("unguarded", GuardianTest::saysUnguarded);
      PairStatus after = takeOver(before);
      assertThat(after.problems()).hasSize(1);
      callers.proceed().end();
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
  }

  private static boolean saysUnguarded(PairStatus status) {
    return status.state() == State.PROTECTED
        && status.problems().stream().anyMatch(problem -> problem.contains("is gone"));
  }

  @Test
  void aStandbyThatMakesNoMoveDoesNotKeepTheNextPrimaryAway() {
    pair.start("--guard", "--hang-timeout", "1s");
    PairStatus before = pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      Machine.signal("STOP", before.standby().pid());
      pair.kill(before.primary().pid());
      pair.awaitProtectedWithout(before.primary().pid(), before.standby().pid());
      assertThat(Machine.isAlive(before.standby().pid())).isFalse();
      callers.proceed().end();
    }
  }

  @Test
  void nobodyElseStartsBesideAGuardedPairAndNeitherDisturbsIt() {
    Process guardian = pair.start("--guard");
    PairStatus before = pair.awaitProtected();
    Finished second = pair.finish(pair.start("--guard"));
    Finished.assertOneLine(second, 3, "process " + before.primary().pid());
    assertThat(pair.finish(pair.start()).exitCode()).isEqualTo(3);
    assertThat(pair.awaitProtected().standby().pid()).isEqualTo(before.standby().pid());
    killBoth(before);
    assertThat(pair.run("stop").exitCode()).isZero();
    assertOrderlyEnd(guardian);
  }

  @Test
  void aStartThatIsRefusedIsNotTriedAgain() {
    Finished refused = pair.finish(pair.start("--guard", "--", "refuse"));
    Finished.assertOneLine(refused, 1, "refuse");
    assertThat(pair.processes()).isEmpty();
  }
}
