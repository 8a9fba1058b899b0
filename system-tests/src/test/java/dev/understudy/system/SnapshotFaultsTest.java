package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SlowSnapshots;
import dev.understudy.system.servers.SlowSnapshotsClient;
import dev.understudy.system.servers.SlowSnapshotsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots that take long, or fail: clients do not notice, and people are told. */
class SnapshotFaultsTest {

  private static final String[] OFTEN = {"--snapshot-every", "1KiB", "--hang-timeout", "500ms"};

  private PairRun place;
  private PairRun pair;
  private Path habit;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(SlowSnapshotsLauncher.class);
    habit = place.root().resolve("habit");
    pair = place.with("-D" + SlowSnapshots.HABIT + "=" + habit);
  }

  @AfterEach
  void endPair() throws IOException {
    Files.deleteIfExists(habit);
    place.close();
  }

  private void addSome(SlowSnapshotsClient client, long wanted) {
    assertThat(client.add(new byte[2_000])).isEqualTo(wanted);
  }

  private List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.list(pair.directory().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      return new ArrayList<>();
    }
  }

  private List<Long> snapshotters() {
    return pair.processes().stream()
        .filter(process -> commandLine(process).contains("child.kind=SNAPSHOTTER"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void stopIsAnsweredAtOnceAndWaitsForASnapshotThatTakesLong() throws Exception {
    Process primary = pair.start();
    pair.awaitProtected();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
    }
    Files.writeString(habit, "wait");
    Process stop =
        pair.launch(List.of("stop", "--dir", "" + pair.directory()), Map.of(), pair.root());
    // It asks a second time only if nobody answered for two seconds, and then it fails.
    Machine.await("it says that it waits").until(() -> pair.logs().contains("Still waiting for"));
    assertThat(primary.isAlive()).isTrue();
    assertThat(stop.isAlive()).isTrue();
    Files.delete(habit);
    assertThat(pair.finish(stop).exitCode()).isZero();
    assertThat(pair.finish(primary).exitCode()).isZero();
    assertThat(files("snapshots", ".snapshot")).hasSize(1);
  }

  @Test
  void aPrimaryWithoutMemoryToReadItBackHasTheLastSnapshotMadeByAnother() throws Exception {
    PairRun small = pair.with("-Xmx64m");
    Process primary = small.start();
    small.awaitProtected();
    Files.writeString(habit, "fill"); // At the start all of it would be in memory at once.
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      addSome(client, 2);
    }
    Finished stop = small.run("stop");
    assertThat(stop.exitCode()).as(stop.err()).isZero();
    assertThat(stop.err()).isEmpty();
    assertThat(small.finish(primary).exitCode()).isZero();
    assertThat(newestSnapshot()).as(pair.logs()).isGreaterThanOrEqualTo(2);
    small.startProtected();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 3);
    }
  }

  @Test
  void aStateThatCannotBeSavedIsToldAndNothingIsLostAtStop() throws Exception {
    Process primary = pair.start(OFTEN);
    pair.awaitProtected();
    Files.writeString(habit, "refuse"); // At the first start it would be told at once.
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      PairStatus status =
          pair.await("status says that there is no snapshot", now -> !now.problems().isEmpty());
      assertThat(status.problems().get(0))
          .startsWith("The process that makes snapshots has left none: its reason is in ")
          .contains("snapshotter.log");
      assertThat(status.state()).isEqualTo(PairStatus.State.PROTECTED);
      assertThat(Machine.read(pair.directory().resolve("logs"), "snapshotter.log"))
          .contains("it gives nothing away");
      Finished stop = pair.run("stop");
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.err())
          .startsWith("There is no snapshot of the end (")
          .contains("it gives nothing away", "the state is kept in");
      assertThat(pair.finish(primary).exitCode()).isZero();
      assertThat(pair.logs()).contains("There is no snapshot of the end").doesNotContain("halts");
      assertThat(files("snapshots", ".snapshot")).isEmpty();
      Files.delete(habit);
      pair.startProtected(OFTEN);
      assertThat(client.count()).isEqualTo(1);
      addSome(client, 2);
      Machine.await("a snapshot").until(() -> !files("snapshots", ".snapshot").isEmpty());
      pair.await("no problem any more", now -> now.problems().isEmpty());
    }
  }

  @Test
  void aNewObjectThatCannotBeSavedIsRefusedAtTheFirstStart() throws Exception {
    Files.writeString(habit, "refuse");
    Finished start = pair.finish(pair.start());
    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(pair.logs())
        .contains(
            "A new SlowSnapshots could not be saved and loaded: java.lang.IllegalStateException: it gives"
                + " nothing away.")
        .doesNotContain("internal fault");
  }

  @Test
  void aSnapshotterThatIsStoppedIsKilledAndTheNextOneMakesTheSnapshot() throws Exception {
    pair.startProtected(OFTEN);
    Files.writeString(habit, "wait"); // So that there is time to stop it.
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      Machine.await("a snapshotter").until(() -> !snapshotters().isEmpty());
      long stopped = snapshotters().get(0);
      Machine.signal("STOP", stopped);
      Files.delete(habit);
      Machine.awaitDeath(stopped);
      pair.awaitLogs(stopped + ", which makes a snapshot, does not get on");
      addSome(client, 2);
      Machine.await("a snapshot").until(() -> !files("snapshots", ".snapshot").isEmpty());
    }
  }

  @Test
  void oldSnapshotsAndSegmentsGoAndNeverWhileAStandbyLoads() throws Exception {
    pair.startProtected(OFTEN);
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      long count = 0;
      for (int round = 0; round < 4; round++) {
        addSome(client, ++count);
        long sequence = count;
        Machine.await("a snapshot of update " + sequence)
            .until(() -> snapshotters().isEmpty() && newestSnapshot() >= sequence);
        addSome(client, ++count);
      }
      Machine.await("two snapshots are left")
          .until(() -> files("snapshots", ".snapshot").size() <= 2);
    }
  }

  private long newestSnapshot() {
    List<Path> files = files("snapshots", ".snapshot");
    return files.isEmpty()
        ? 0
        : Long.parseLong(files.get(files.size() - 1).getFileName().toString().substring(0, 20));
  }

  /** The writer would halt of it, and 'stop' report an orderly end all the same. */
  @Test
  void aStopTellsThatAnErrorOfTheClassLeavesNoSnapshot() throws IOException {
    Process primary = pair.start("--alone");
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      Files.writeString(habit, "fail");
      Finished stop = pair.run("stop");
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.err())
          .startsWith("There is no snapshot of the end (")
          .contains("java.util.ServiceConfigurationError: it gives nothing away");
      assertThat(pair.finish(primary).exitCode()).isZero();
      assertThat(pair.runDirectory().pairFile()).doesNotExist();
      Files.delete(habit);
      pair.start("--alone");
      assertThat(client.count()).isEqualTo(1);
    }
  }

  /** Nobody else would tell: the process ends as if all was done. */
  @Test
  void aStopTellsThatTheClassEndedTheProcessInItsSaveAndNothingIsLost() throws IOException {
    pair.start();
    pair.awaitProtected();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      Files.writeString(habit, "exit");
      Finished stop = pair.run("stop");
      String told =
          "There is no snapshot of the end (the System.exit in "
              + SlowSnapshots.class.getName()
              + ".save (SlowSnapshots.java:";
      assertThat(stop.err()).startsWith(told).contains("the state is kept in");
      assertThat(stop.exitCode()).isZero();
      assertThat(pair.logs()).contains(told);
      assertThat(files("snapshots", ".new")).hasSize(1);
      Files.delete(habit);
      pair.startProtected();
      assertThat(files("snapshots", ".new")).isEmpty();
      assertThat(client.count()).isEqualTo(1);
      assertThat(pair.run("stop").err()).isEmpty();
    }
  }

  /** As the advice says that it may be. */
  @Test
  void aStopWhoseSaveNeverEndsTellsWhatItWaitsForAndAKillLosesNothing() throws Exception {
    Process primary = pair.start();
    pair.awaitProtected();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
      Files.writeString(habit, "wait");
      Process stop =
          pair.launch(List.of("stop", "--dir", "" + pair.directory()), Map.of(), pair.root());
      String told =
          "The primary, process %d, saves the state of SlowSnapshots for the snapshot of the end, since "
              .formatted(primary.pid());
      Machine.await("the command and the log tell what is waited for")
          .until(() -> pair.logs().split(told, -1).length > 2);
      assertThat(pair.logs())
          .contains("look at what SlowSnapshots does when it is saved and loaded")
          .contains("run: kill -9 " + primary.pid());
      assertThat(pair.run("status").out()).contains(told);
      Machine.signal("KILL", primary.pid());
      assertThat(pair.finish(stop).exitCode()).isZero();
      assertThat(pair.logs())
          .contains(
              "There is no snapshot of the end (process %d ended while SlowSnapshots was saved for it)"
                  .formatted(primary.pid()));
      Files.delete(habit);
      pair.startProtected();
      assertThat(client.count()).isEqualTo(1);
      assertThat(files("snapshots", ".new")).isEmpty();
    }
  }

  @Test
  void aStopWhoseReadingBackNeverEndsTellsThat() throws Exception {
    Process primary = pair.start("--alone");
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      addSome(client, 1);
    }
    Files.writeString(habit, "load");
    Process stop =
        pair.launch(List.of("stop", "--dir", "" + pair.directory()), Map.of(), pair.root());
    pair.awaitLogs(
        "The primary, process %d, reads back the state of SlowSnapshots for the snapshot of the end, since "
            .formatted(primary.pid()));
    Files.delete(habit);
    Finished stopped = pair.finish(stop);
    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.err()).doesNotContain("There is no snapshot");
    assertThat(files("snapshots", ".snapshot")).hasSize(1);
  }
}
