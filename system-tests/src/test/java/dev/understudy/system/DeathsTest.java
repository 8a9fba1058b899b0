package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.os.Fence;
import dev.understudy.system.servers.Sums;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Promises 1 to 3: deaths of one and of both, at bad moments, and what must not be taken for one.
 */
class DeathsTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  @Test
  void afterTheDeathOfBothStartBringsBackEveryAcknowledgedUpdate() {
    try (Callers callers = new Callers(pair.directory(), 6)) {
      for (int round = 0; round < 5; round++) {
        PairStatus status = pair.startProtected();
        assertThat(status.epoch()).isEqualTo(round + 1);
        callers.proceed();
        pair.kill(status.primary().pid(), status.standby().pid());
        Machine.awaitDeath(status.primary().pid());
        Machine.awaitDeath(status.standby().pid());
      }
      assertThat(pair.run("status").out()).contains("DOWN");
      pair.startProtected();
      callers.proceed().end();
    }
  }

  /** How far a start has come when it is cut short. */
  enum Moment {
    PRIMARY_SERVES,
    STANDBY_IS_STARTED,
    STANDBY_LISTENS
  }

  private void awaitMoment(Process primary, Moment moment) {
    BooleanSupplier reached =
        switch (moment) {
          case PRIMARY_SERVES -> () -> pairOf(primary).isPresent();
          case STANDBY_IS_STARTED ->
              () -> pairOf(primary).filter(p -> p.standbyPid() > 0).isPresent();
          case STANDBY_LISTENS -> () -> pair.sockets().size() > 1;
        };
    while (!reached.getAsBoolean()) { // Without a pause: the moment is short.
      assertThat(primary.isAlive()).as("the primary lives").isTrue();
      Thread.onSpinWait();
    }
  }

  private Optional<PairFile> pairOf(Process primary) {
    return PairFile.read(pair.runDirectory()).filter(file -> file.primaryPid() == primary.pid());
  }

  /** Leaves a state behind, and nothing that runs. */
  private void prepare(Callers callers) {
    Process alone = pair.start("--alone");
    callers.proceed().proceed();
    pair.kill(alone.pid());
    Machine.awaitDeath(alone.pid());
  }

  @ParameterizedTest
  @EnumSource
  void aPrimaryThatDiesWhileItsStandbyIsComingUpLosesNothing(Moment moment) {
    try (Callers callers = new Callers(pair.directory(), 3)) {
      prepare(callers);
      Process primary = pair.start();
      awaitMoment(primary, moment);
      pair.kill(primary.pid());
      Machine.awaitDeath(primary.pid());
      // The standby serves, or it has left: either is right. In the second case a start is due.
      Machine.await("a successor, or nobody")
          .until(() -> pair.processes().isEmpty() || pair.status().isPresent());
      if (pair.status().isEmpty()) {
        pair.start();
      }
      pair.awaitProtectedWithout(primary.pid());
      callers.proceed().end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothDyingWhileTheStandbyIsComingUpLosesNothing(Moment moment) {
    try (Callers callers = new Callers(pair.directory(), 3)) {
      prepare(callers);
      Process primary = pair.start();
      awaitMoment(primary, moment);
      pair.kill(pair.processes().stream().mapToLong(ProcessHandle::pid).toArray());
      Machine.await("all are dead")
          .until(
              () -> {
                pair.processes().forEach(ProcessHandle::destroyForcibly);
                return pair.processes().isEmpty();
              });
      pair.startProtected();
      callers.proceed().end();
    }
  }

  @Test
  void readingEveryFileDoesNotFreeTheFence() {
    PairRun reading = pair.with("-D" + Sums.READ_ALL + "={dir}");
    PairStatus before = reading.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client, before.primary().pid());
      Sums.readAll(pair.directory());
      assertThat(pair.finish(pair.start()).exitCode()).isEqualTo(3);
      PairStatus after = pair.awaitProtected();
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    }
  }

  @Test
  void readingEveryFileInASuccessorDoesNotFreeTheFenceEither() {
    PairRun reading = pair.with("-D" + Sums.READ_ALL + "={dir}");
    PairStatus before = reading.startProtected();
    pair.kill(before.primary().pid());
    PairStatus now = pair.awaitProtectedWithout(before.primary().pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client, now.primary().pid());
      Finished second = pair.finish(pair.start());
      assertThat(second.exitCode()).isEqualTo(3);
      assertThat(second.err()).contains("process " + now.primary().pid());
      assertThat(pair.awaitProtected().standby().pid()).isEqualTo(now.standby().pid());
    }
  }

  // It has read all files before it says so.
  private static void awaitEpoch(SumsClient client, long pid) {
    Machine.await("@OnPrimary has run").until(() -> client.epochs().contains(pid + " plain"));
  }

  @Test
  void anExitInsideAnUpdateIsADeathAndTheCallIsAnsweredByTheSuccessor() throws IOException {
    assertDeathOfOneProcess(client -> client.exitOnce(flag()));
  }

  @Test
  void anErrorInsideAnUpdateHaltsAndTheCallIsAnsweredByTheSuccessor() throws IOException {
    assertDeathOfOneProcess(client -> client.failOnce(flag()));
    pair.awaitLogs("halts", "deliberate");
  }

  private String flag() {
    return pair.root().resolve("flag").toString();
  }

  private void assertDeathOfOneProcess(ToLongFunction<SumsClient> deadly) throws IOException {
    PairStatus before = pair.startProtected();
    Files.createFile(Path.of(flag()));
    try (SumsClient client = SumsClient.connect(pair.directory());
        Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      assertThat(deadly.applyAsLong(client)).isEqualTo(1);
      Machine.awaitDeath(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(after.obituaries()).hasSize(1);
      callers.proceed().end();
      assertThat(deadly.applyAsLong(client)).isEqualTo(2);
    }
  }

  @Test
  void aHungStandbyIsDroppedReplacedAndReportedAndNoCallFails() {
    pair.start("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      PairStatus before = pair.awaitProtected();
      callers.proceed();
      long hung = before.standby().pid();
      Machine.signal("STOP", hung);
      PairStatus after = pair.awaitProtectedWithout(hung);
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(Machine.isAlive(hung)).isFalse();
      assertThat(after.obituaries())
          .anyMatch(
              obituary ->
                  obituary.pid() == hung
                      && obituary.role().equals("standby")
                      && obituary.cause().contains("silent"));
      pair.awaitLogs("standby " + hung + " lost: it was silent for too long");
      callers.proceed().end();
    }
  }

  @Test
  void standbysThatAreKilledAreReplacedAndNoCallFails() {
    pair.start();
    try (Callers callers = new Callers(pair.directory(), 4)) {
      for (int i = 0; i < 3; i++) {
        PairStatus before = pair.awaitProtected();
        callers.proceed();
        pair.kill(before.standby().pid());
        callers.proceed();
        PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
        assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
        assertThat(after.epoch()).isEqualTo(1);
      }
      callers.end();
    }
  }

  @Test
  void aStandbyThatSleptThroughALaterEpochDoesNotSucceedItWhenTheFenceIsFree() {
    PairStatus first = pair.startProtected();
    long sleeper = first.standby().pid();
    Machine.signal("STOP", sleeper);
    pair.kill(first.primary().pid());
    awaitFreeFence();
    deleteWhatNamesTheSleeper(); // Else the start would see that it lives, and be refused.

    PairStatus second = pair.startProtected();
    assertThat(pair.run("stop").exitCode()).isZero();
    Machine.awaitDeath(second.primary().pid());
    Machine.signal("CONT", sleeper);

    Machine.awaitDeath(sleeper);
    pair.awaitLogs("another process has begun epoch 2");
    PairStatus third = pair.startProtected();
    assertThat(third.epoch()).isEqualTo(3);
  }

  private void deleteWhatNamesTheSleeper() {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(pair.directory(), "{pair,*.mutex,*.sock}")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The kernel frees it a moment after the process is seen dead.
  private void awaitFreeFence() {
    Machine.await("a free fence")
        .until(
            () -> {
              try (Fence fence = Fence.openExisting(pair.runDirectory())) {
                return fence.tryTake();
              }
            });
  }

  @Test
  void aDeletedFenceIsNotMadeAnewByAStandby() {
    pair.start();
    try (Callers callers = new Callers(pair.directory(), 2)) {
      PairStatus before = pair.awaitProtected();
      pair.runDirectory().fenceFile().toFile().delete();
      pair.kill(before.standby().pid());
      Machine.await("word of the deleted fence").until(() -> pair.logs().contains("was deleted"));
      callers.proceed().end();
      assertThat(Machine.isAlive(before.primary().pid())).isTrue();
    }
  }
}
