package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.BadCallsClient;
import dev.understudy.system.servers.BadCallsLauncher;
import dev.understudy.system.servers.EndsAtMoment;
import dev.understudy.system.servers.EndsAtMomentClient;
import dev.understudy.system.servers.EndsAtMomentLauncher;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orderly ends of a pair, after each of which {@code start} brings it back. */
class EndingsTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private void addOne(long wanted) {
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(wanted);
    }
  }

  /** What an orderly end leaves: nothing that lives, and the state. */
  private void assertOrderlyEnd(Process primary, PairStatus before) {
    assertThat(pair.finish(primary).exitCode()).isZero();
    Machine.awaitDeath(before.standby().pid());
    Machine.await("no process of the pair is left").until(() -> pair.processes().isEmpty());
    assertThat(pair.sockets()).isEmpty();
    assertThat(pair.directory().resolve("pair")).doesNotExist();
    assertThat(Files.exists(pair.directory().resolve("obituaries"))).isFalse();
    assertThat(pair.logs()).doesNotContain("takeover:").doesNotContain("lost:", " halts");
    assertThat(pair.run("status").exitCode()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalAtThePrimaryEndsBothInOrder(String signal) {
    Process primary = pair.start();
    PairStatus before = pair.awaitProtected();
    assertThat(before.primary().pid()).isEqualTo(primary.pid());
    addOne(1);
    Machine.signal(signal, primary.pid());
    assertOrderlyEnd(primary, before);
    pair.awaitLogs("stopping: SIG" + signal);
    pair.start("--alone");
    addOne(2);
  }

  /** Nothing was accepted yet, and nobody else would end it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSignalEndsAProcessWhoseFirstUpdateNeverEnds(boolean guarded) throws IOException {
    PairRun ending =
        pair.as(EndsAtMomentLauncher.class).with("-D" + EndsAtMoment.FILE + "={dir}.end");
    Path file = Path.of(ending.directory() + ".end");
    Files.writeString(file, "loop in first");
    Process primary = guarded ? ending.start("--guard") : ending.start("--alone");
    Machine.await("the first update runs")
        .until(() -> isInCall(ending.runDirectory().lastWordsFile()));
    Machine.signal("INT", primary.pid());
    Finished start = ending.finish(primary);
    Machine.await("no process is left").until(() -> ending.processes().isEmpty());
    assertThat(start.exitCode()).as(start.toString()).isEqualTo(guarded ? 0 : 1);
    ending.awaitLogs(
        " ends: ", "SIGINT (Ctrl-C), before it served, in open(List<String>), arguments ");
    assertThat(ending.run("status").out()).contains("SIGINT (Ctrl-C), before it served, in open(");
    Files.delete(file);
    ending.start("--alone");
    try (EndsAtMomentClient client = EndsAtMomentClient.connect(ending.directory())) {
      assertThat(client.count()).isEqualTo(1);
    }
  }

  /** The guardian's child is a primary: what asks it to end asks the pair to. */
  @Test
  void aSignalAtAGuardedPrimaryWhoseFirstUpdateNeverEndsEndsItsGuardianToo() throws IOException {
    PairRun ending =
        pair.as(EndsAtMomentLauncher.class).with("-D" + EndsAtMoment.FILE + "={dir}.end");
    Files.writeString(Path.of(ending.directory() + ".end"), "loop in first");
    Process guardian = ending.start("--guard");
    Machine.await("the first update runs")
        .until(() -> isInCall(ending.runDirectory().lastWordsFile()));
    long child =
        ending.processes().stream()
            .mapToLong(ProcessHandle::pid)
            .filter(pid -> pid != guardian.pid())
            .findFirst()
            .orElseThrow();
    Machine.signal("TERM", child);
    assertThat(ending.finish(guardian).exitCode()).isZero();
    assertThat(ending.processes()).isEmpty();
    ending.awaitLogs(
        "process %d ends: SIGTERM, before it served, in open(List<String>), ".formatted(child),
        "guardian: process %d was asked to end before it served (".formatted(child));
    assertThat(ending.directory().resolve("guardian")).doesNotExist();
  }

  /** No exception says so, and what is left looks much like what an orderly end leaves. */
  @ParameterizedTest
  @ValueSource(strings = {"first", "constructor"})
  void aStartThatExitsBeforeItServesIsTold(String moment) throws IOException {
    PairRun ending =
        pair.as(EndsAtMomentLauncher.class).with("-D" + EndsAtMoment.FILE + "={dir}.end");
    Path file = Path.of(ending.directory() + ".end");
    Files.writeString(file, moment);
    Process start = ending.start("--", "early");
    assertThat(ending.finish(start).exitCode()).isZero();
    ending.awaitLogs(
        "process %d ends: the System.exit in %s.reach (EndsAtMoment.java:"
            .formatted(start.pid(), EndsAtMoment.class.getName()));
    assertThat(ending.run("status").out())
        .contains("The last 'start', at ", " was refused: The System.exit in ")
        .contains(" ended it before it served.")
        .doesNotContain("stopped in order");
    Files.delete(file);
    ending.startProtected();
    assertThat(ending.run("status").out()).doesNotContain("The last 'start'");
  }

  /** Nothing of it was running any more when it was killed. */
  @Test
  void aStartThatIsKilledInItsFirstUpdateIsTold() throws IOException {
    PairRun ending =
        pair.as(EndsAtMomentLauncher.class).with("-D" + EndsAtMoment.FILE + "={dir}.end");
    Files.writeString(Path.of(ending.directory() + ".end"), "loop in first");
    Process start = ending.start();
    Machine.await("the first update runs")
        .until(() -> isInCall(ending.runDirectory().lastWordsFile()));
    ending.kill(start.pid());
    ending.finish(start);
    assertThat(ending.run("status").out())
        .contains("The last process here died before it served, in open(List<String>), arguments ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error in first|ended with java.lang.AssertionError: deliberate on the arguments [early];"
            + " correct it, or start again with others after --",
        "class missing in first|cannot be run: the class com.x.Seat is missing: the class path lacks"
            + " it; add the jar that holds it"
      })
  void aFirstUpdateThatEndsWithAnErrorRefusesTheStartInOneLine(String what, String told)
      throws IOException {
    PairRun ending =
        pair.as(EndsAtMomentLauncher.class).with("-D" + EndsAtMoment.FILE + "={dir}.end");
    Path file = Path.of(ending.directory() + ".end");
    Files.writeString(file, what);
    Finished refused = ending.finish(ending.start("--", "early"));
    Finished.assertOneLine(refused, 1, "The first update open(List<String>) " + told);
    Files.delete(file);
    ending.startProtected();
  }

  @Test
  void aSignalThatHasToWaitForACallSaysSo() throws IOException {
    PairRun fragile = pair.as(BadCallsLauncher.class);
    Process primary = fragile.start("--alone");
    Path file = Files.createFile(fragile.root().resolve("lasts"));
    try (BadCallsClient client = BadCallsClient.connect(fragile.directory())) {
      CompletableFuture<Long> call = client.lastAsync(file.toString());
      Machine.await("the call runs").until(() -> isInCall(fragile.runDirectory().lastWordsFile()));
      Machine.signal("TERM", primary.pid());
      fragile.awaitLogs(
          "SIGTERM: process %d stops once its writer is free, in last(String), arguments "
              .formatted(primary.pid()),
          "; to end it now, run: kill -9 " + primary.pid());
      Files.delete(file);
      assertThat(call.join()).isEqualTo(1);
    }
    assertThat(fragile.finish(primary).exitCode()).isZero();
  }

  private static boolean isInCall(Path lastWords) throws IOException {
    byte[] words = Files.exists(lastWords) ? Files.readAllBytes(lastWords) : new byte[0];
    return words.length > 24 && words[24] != 0;
  }

  @Test
  void ctrlCInTheTerminalReachesThePrimaryAlone() {
    Process primary = pair.start();
    PairStatus before = pair.awaitProtected();
    addOne(1);
    // What a terminal does: a signal to the whole process group in the foreground.
    Machine.signal("INT", -primary.pid());
    assertOrderlyEnd(primary, before);
  }

  @Test
  void ctrlZInTheTerminalDoesNotStopTheStandby() {
    Process primary = pair.start("--hang-timeout", "60s");
    PairStatus before = pair.awaitProtected();
    Machine.signal("STOP", -primary.pid());
    assertThat(Machine.state(before.standby().pid())).isNotEqualTo('T');
    Machine.signal("CONT", -primary.pid());
    addOne(1);
    assertThat(pair.awaitProtected().standby().pid()).isEqualTo(before.standby().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalAtTheStandbyChangesNothing(String signal) {
    pair.start();
    PairStatus before = pair.awaitProtected();
    Machine.signal(signal, before.standby().pid());
    addOne(1);
    PairStatus after = pair.awaitProtected();
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(after.obituaries()).isEmpty();
  }

  /** That its connection closes is seen first, and is only what came of it. */
  @Test
  void aStandbyThatCrashesIsToldAsItEnded() {
    pair.start();
    PairStatus before = pair.awaitProtected();
    Machine.signal("ABRT", before.standby().pid());
    PairStatus after =
        pair.await(
            "another standby",
            status ->
                !status.obituaries().isEmpty() && status.state() == PairStatus.State.PROTECTED);
    assertThat(after.obituaries().get(0).cause()).startsWith("its process ended by signal 6; ");
  }

  @Test
  void stopUnderLoadLosesNothingAndCallersGoOnAfterTheNextStart() {
    Process primary = pair.start();
    PairStatus before = pair.awaitProtected();
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      Finished stop = pair.run("stop");
      assertThat(stop.exitCode()).as(stop.toString()).isZero();
      assertThat(stop.out()).contains("Sums has stopped. Its state is kept in");
      assertThat(Machine.isAlive(before.primary().pid())).isFalse();
      assertThat(Machine.isAlive(before.standby().pid())).isFalse();
      assertOrderlyEnd(primary, before);
      pair.start();
      callers.proceed();
      callers.end();
    }
  }

  @Test
  void aSuccessorIsStoppedInOrderToo() {
    pair.start();
    PairStatus before = pair.awaitProtected();
    addOne(1);
    pair.kill(before.primary().pid());
    PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
    Machine.signal("TERM", after.primary().pid());
    Machine.await("no process of the pair is left").until(() -> pair.processes().isEmpty());
    assertThat(pair.sockets()).isEmpty();
    pair.start("--alone");
    addOne(2);
  }

  /** A session whose grace is over while the primary waits for a standby that does not leave. */
  @Test
  void aSessionThatEndsMeanwhileDoesNotDisturbAStop() {
    Process primary = pair.start("--session-grace", "100ms");
    PairStatus before = pair.awaitProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(1);
      Machine.signal("STOP", before.standby().pid());
      assertThat(pair.run("stop").exitCode()).isZero();
      assertThat(pair.finish(primary).exitCode()).isZero();
    }
    assertThat(pair.logs()).doesNotContain("its writer failed");
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
  }

  @Test
  void stopRightAfterTheStartEndsBoth() {
    Process primary = pair.start();
    pair.await("it serves", status -> true);
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(primary).exitCode()).isZero();
    Machine.await("no process of the pair is left").until(() -> pair.processes().isEmpty());
    assertThat(pair.sockets()).isEmpty();
    pair.start("--alone");
    addOne(1);
  }
}
