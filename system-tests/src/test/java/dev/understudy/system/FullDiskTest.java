package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.CallRefusedException;
import dev.understudy.NoPrimaryException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.observe.PairStatus;
import dev.understudy.runtime.observe.PairStatus.State;
import dev.understudy.system.stage.StageClient;
import dev.understudy.system.stage.StageLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 8: a disk without room, and a pair that outlives it. On a small disk of its own. */
class FullDiskTest {

  private static final ClientOptions PATIENT =
      ClientOptions.DEFAULTS.withConnectTimeout(Machine.PATIENCE).withCallTimeout(Machine.PATIENCE);

  // So that a chunk of the journal is full soon.
  private static final String PADDING = " ".repeat(2_000);

  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private PairRun place;
  private PairRun pair;
  private SmallDisk disk;

  private void choose(String mode, String role) {
    place = PairRun.of(StageLauncher.class);
    pair = (mode + role).equals("hotserver") ? place : place.of(Recast.as(mode, role));
    disk = SmallDisk.at(place.directory());
  }

  @AfterEach
  void endPair() {
    if (place == null) {
      return;
    }
    Machine.await("the end of all processes")
        .until(
            () -> {
              place.processes().forEach(ProcessHandle::destroyForcibly);
              return place.processes().isEmpty();
            });
    if (disk != null) {
      disk.close();
    }
    place.close();
  }

  /** Calls until an update is refused, each for a key of its own. */
  private void addUntilRefused(StageClient client) {
    boolean accepted = true;
    while (accepted) {
      accepted = add(client);
    }
  }

  private boolean add(StageClient client) {
    String key = "key " + (acknowledged.size() + refused.size()) + PADDING;
    try {
      assertThat(client.add(key, 1)).isEqualTo(1);
      acknowledged.add(key);
      return true;
    } catch (CallRefusedException e) {
      assertThat(e).hasMessageContaining("the disk that holds the journal is full: make room");
      refused.add(key);
      return false;
    }
  }

  private void assertEachIsThereOnceAndNoneThatWasRefused(StageClient client) {
    assertThat(acknowledged).allMatch(key -> client.sum(key) == 1, "is there, once");
    assertThat(refused).isNotEmpty().allMatch(key -> client.sum(key) == 0, "is not there");
  }

  private static boolean tellsOfTheFullDisk(PairStatus status) {
    return status.problems().stream()
        .anyMatch(problem -> problem.startsWith("The disk that holds the journal is full"));
  }

  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, client"})
  void updatesAreRefusedQueriesServedAndNothingIsLostWhoeverDies(String mode, String role) {
    choose(mode, role);
    PairStatus before = pair.startProtected("--snapshot-every", "1GiB");
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      add(client);
      disk.fill();
      addUntilRefused(client);
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      assertThat(pair.run("status").out())
          .contains("PROTECTED", "The disk that holds the journal is full: updates are refused");
      assertThat(disk.freeBytes()).isZero();

      pair.kill(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      addUntilRefused(client);
      assertThat(pair.status()).get().matches(FullDiskTest::tellsOfTheFullDisk);
      assertThat(pair.run("status").exitCode()).isZero();

      disk.makeRoom();
      pair.await("it is over by itself", status -> !tellsOfTheFullDisk(status));
      assertThat(add(client)).isTrue();
      pair.kill(pair.status().orElseThrow().standby().pid());
      pair.awaitProtectedWithout(after.standby().pid());
      assertThat(add(client)).isTrue();
      assertThat(pair.run("stop").exitCode()).isZero();
    }
    assertThat(pair.processes()).isEmpty();
    pair.startProtected();
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }

  @Test
  void onAFullDiskStopWorksAndAStartIsRefusedInOneLineOrServes() {
    choose("hot", "server");
    disk.fill();
    disk.makeRoom(64 << 10); // For the directory, and not for a journal.
    Finished first = pair.finish(pair.start());
    Finished.assertOneLine(first, 1, "No space left", "make room");
    disk.makeRoom();

    PairStatus served = pair.startProtected();
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      disk.fill();
      addUntilRefused(client);
      // Both die, and whoever starts has the room that was kept.
      pair.kill(served.primary().pid(), served.standby().pid());
      Machine.await("both are dead").until(() -> pair.processes().isEmpty());
      pair.startProtected();
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      addUntilRefused(client);
      Finished stopped = pair.run("stop");
      assertThat(stopped.exitCode()).as(stopped.err()).isZero();
    }
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.logs())
        .contains("could not leave a snapshot; the next start reads the journal");
    // An orderly end has given back what was kept.
    disk.fill();
    Finished again = pair.finish(pair.start());
    Finished.assertOneLine(again, 1, pair.directory().toString(), "make room");
    disk.makeRoom();
    pair.startProtected();
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }

  @Test
  void aClientThatComesIsToldOfTheFullDisk() {
    choose("hot", "server");
    pair.startProtected();
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      disk.fill();
      addUntilRefused(client);
    }
    // A few may find a place that is too small for an update.
    Throwable failure = catchThrowable(this::connectHastily);
    for (int i = 0; i < 50 && failure == null; i++) {
      failure = catchThrowable(this::connectHastily);
    }
    assertThat(failure)
        .isInstanceOf(NoPrimaryException.class)
        .hasMessageContaining("the disk that holds the journal is full");
  }

  private void connectHastily() {
    ClientOptions hasty = ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofMillis(500));
    StageClient.connect(pair.directory(), hasty).close();
  }

  @Test
  void aSnapshotForWhichThereIsNoRoomIsToldAndMadeOnceThereIsSome() {
    choose("hot", "server");
    PairStatus before = pair.startProtected("--snapshot-every", "100KiB");
    StateFiles files = new StateFiles(pair.runDirectory());
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      while (acknowledged.size() < 55) {
        add(client);
      }
      Machine.await("a first snapshot").until(() -> !files.snapshots().isEmpty());
      Machine.await("nobody makes one").until(() -> pair.processes().size() == 2);
      Path newest = files.newestSnapshot();
      disk.fill();
      addUntilRefused(client);
      assertThat(acknowledged).hasSizeGreaterThan(110);
      PairStatus status =
          pair.await(
              "it is told",
              now -> now.problems().stream().anyMatch(p -> p.contains("makes snapshots")));
      assertThat(status.problems()).anyMatch(p -> p.contains("is full. Make room."));
      assertThat(status.state()).isEqualTo(State.PROTECTED);
      assertThat(status.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(files.newestSnapshot()).isEqualTo(newest);
      disk.makeRoom();
      Machine.await("a snapshot")
          .until(
              () -> {
                add(client);
                return !files.newestSnapshot().equals(newest);
              });
      pair.await("all is well", now -> now.problems().isEmpty());
      assertThat(Optional.of(pair.run("stop").exitCode())).contains(0);
    }
    pair.startProtected();
    try (StageClient client = StageClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }
}
