package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.Phase;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN 3.3, {@code --spare}: one more process waits, and is the next standby at once. */
class SpareTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private static boolean hasSpare(PairStatus status) {
    return status.state() == State.PROTECTED
        && status.spare() != null
        && status.spare().phase() == Phase.ASLEEP;
  }

  private PairStatus awaitSpare(Predicate<PairStatus> wanted) {
    return pair.await("a spare", status -> hasSpare(status) && wanted.test(status));
  }

  private PairStatus startWithSpare(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "--spare";
    System.arraycopy(options, 0, all, 1, options.length);
    pair.startProtected(all);
    return awaitSpare(status -> true);
  }

  @Test
  void theSpareIsTheNextStandbyAfterATakeoverAndThereIsAnother() {
    PairStatus before = startWithSpare();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      for (int deaths = 0; deaths < 3; deaths++) {
        PairStatus now = before;
        callers.proceed();
        pair.kill(now.primary().pid());
        PairStatus after = pair.awaitProtectedWithout(now.primary().pid());
        assertThat(after.primary().pid()).isEqualTo(now.standby().pid());
        assertThat(after.standby().pid()).isEqualTo(now.spare().pid());
        callers.proceed();
        before = awaitSpare(status -> status.spare().pid() != now.spare().pid());
      }
      callers.end();
    }
    assertThat(pair.run("status").out()).contains("spare       pid " + before.spare().pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
    assertThat(pair.directory().resolve("spare")).doesNotExist();
  }

  @Test
  void aSecondDeathSoonAfterTheFirstIsSurvivedToo() {
    PairStatus before = startWithSpare();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      pair.kill(before.primary().pid());
      PairStatus between = pair.awaitProtectedWithout(before.primary().pid());
      pair.kill(between.primary().pid()); // Its next spare has not come up yet.
      PairStatus after = pair.awaitProtectedWithout(between.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.spare().pid());
      callers.proceed();
      callers.end();
    }
  }

  @Test
  void theSpareReplacesAStandbyThatDies() {
    PairStatus before = startWithSpare();
    pair.kill(before.standby().pid());
    PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
    assertThat(after.standby().pid()).isEqualTo(before.spare().pid());
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    awaitSpare(status -> status.spare().pid() != before.spare().pid());
    // The primary is told of its death as of that of any other standby.
    pair.kill(after.standby().pid());
    pair.awaitProtectedWithout(after.standby().pid());
    pair.awaitLogs("standby " + after.standby().pid() + " lost: its ");
  }

  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, client"})
  void theSpareIsTheNextStandbyAfterASwitchover(String mode, String role) {
    pair = pair.of(OtherMode.as(mode, role));
    PairStatus before = startWithSpare();
    for (int i = 0; i < 3; i++) {
      PairStatus now = before;
      assertThat(pair.run("switchover").exitCode()).isZero();
      PairStatus after = pair.awaitProtectedWithout(now.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(now.standby().pid());
      assertThat(after.standby().pid()).isEqualTo(now.spare().pid());
      Machine.awaitDeath(now.primary().pid());
      before = awaitSpare(status -> status.spare().pid() != now.spare().pid());
    }
    assertThat(before.obituaries()).isEmpty();
  }

  @Test
  void aDeletedFileOfASpareIsWrittenAnew() throws IOException {
    PairStatus before = startWithSpare();
    Files.delete(pair.directory().resolve("spare"));
    pair.awaitLogs("the file of this spare was gone: it has been written anew");
    PairStatus whole = awaitSpare(status -> true);
    assertThat(whole.spare()).isEqualTo(before.spare());
    pair.kill(whole.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(whole.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.spare().pid());
  }

  @Test
  void aFileThatNamesAStrangerKillsNobody() throws Exception {
    PairStatus before = startWithSpare();
    Path file = pair.directory().resolve("spare");
    String told = Files.readString(file);
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity identity = Processes.of(stranger.pid()).orElseThrow();
      Machine.signal("STOP", before.spare().pid()); // It would write its own.
      Files.writeString(
          file,
          told.replaceFirst(
              "spare=[0-9]+/[0-9]+", "spare=" + identity.pid() + "/" + identity.startTicks()));
      pair.kill(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.standby().pid()).isNotEqualTo(before.spare().pid());
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aCopyOfTheDirectoryTouchesNoProcessOfTheOriginal() throws Exception {
    PairStatus original = startWithSpare();
    try (PairRun copy = pair.copy()) {
      PairStatus copied = copy.startProtected("--spare");
      assertThat(copied.primary().pid()).isNotEqualTo(original.primary().pid());
      assertThat(awaitSpare(status -> true)).isEqualTo(original);
      assertThat(copy.run("stop").exitCode()).isZero();
      assertThat(awaitSpare(status -> true)).isEqualTo(original);
    }
  }

  @Test
  void aSpareThatDiesIsReplacedAndToldOf() {
    PairStatus before = startWithSpare();
    pair.kill(before.spare().pid());
    PairStatus after = awaitSpare(status -> status.spare().pid() != before.spare().pid());
    assertThat(after.standby()).isEqualTo(before.standby());
    assertThat(after.obituaries()).isEmpty();
    pair.awaitLogs("spare " + before.spare().pid() + " is lost: its process was killed (SIGKILL)");
  }

  @Test
  void aSpareThatHangsDelaysTheNextStandbyForAMomentOnly() {
    PairStatus before = startWithSpare();
    Machine.signal("STOP", before.spare().pid());
    pair.kill(before.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    assertThat(after.standby().pid()).isNotEqualTo(before.spare().pid());
    Machine.awaitDeath(before.spare().pid());
    pair.awaitLogs("spare " + before.spare().pid() + " cannot be taken: it is killed");
  }

  @Test
  void aSpareLeavesOnceNobodyIsLeft() {
    PairStatus before = startWithSpare();
    pair.kill(before.primary().pid(), before.standby().pid());
    Machine.awaitDeath(before.spare().pid());
    pair.awaitLogs("nobody is left whose standby this spare could be");
    PairStatus after = pair.startProtected();
    assertThat(after.spare()).isNull();
    assertThat(Files.exists(pair.directory().resolve("spare-" + before.spare().pid() + ".sock")))
        .isFalse();
  }

  @Test
  void aSpareOfAFormerStartIsTakenOnlyByOneOfItsKind() {
    PairStatus before = startWithSpare();
    pair.kill(before.primary().pid(), before.standby().pid());
    PairStatus after = pair.startProtected("--spare", "--session-grace", "9s");
    assertThat(after.standby().pid()).isNotEqualTo(before.spare().pid());
    Machine.awaitDeath(before.spare().pid());
    awaitSpare(status -> status.spare().pid() != before.spare().pid());
  }

  @Test
  void aGuardedPairTakesItsSpareToo() {
    PairStatus before = startWithSpare("--guard");
    pair.kill(before.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.spare().pid());
    PairStatus whole = awaitSpare(status -> status.spare().pid() != before.spare().pid());
    pair.kill(whole.primary().pid(), whole.standby().pid());
    PairStatus again = pair.awaitProtectedWithout(whole.primary().pid(), whole.standby().pid());
    assertThat(again.standby().pid()).isEqualTo(whole.spare().pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    Machine.await("all have ended").until(() -> pair.processes().isEmpty());
  }

  @Test
  void whereNoStandbyCanBeThereIsNoSpare() {
    Finished.assertOneLine(
        pair.run("start", "--alone", "--spare"),
        2,
        "--spare is of no use with --alone: there is no standby to replace. Leave it out.");
    Finished.assertOneLine(
        pair.of(OtherMode.as("cold", "server")).run("start", "--spare"),
        2,
        "--spare is of no use in mode COLD: there is no standby to replace. Leave it out.");
  }
}
