package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.CallRefusedException;
import dev.understudy.NoPrimaryException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    place = PairRun.of(SumsLauncher.class);
    pair = (mode + role).equals("hotserver") ? place : place.of(OtherMode.as(mode, role));
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

  /** Calls until the smallest update is refused, each for a key of its own. */
  private void addUntilRefused(SumsClient client) {
    for (String padding : List.of(PADDING, "")) {
      boolean accepted = true;
      while (accepted) {
        accepted = add(client, padding);
      }
    }
  }

  /** Fills the disk and the journal, until the pair says so. */
  private void fill(SumsClient client) {
    // A rehearsal of the standby, or what a dead one has left, may give room back meanwhile.
    Machine.await("the disk is full, and the status says so")
        .until(
            () -> {
              disk.fill();
              addUntilRefused(client);
              return disk.freeBytes() == 0
                  && pair.status().filter(FullDiskTest::tellsOfTheFullDisk).isPresent();
            });
  }

  private boolean add(SumsClient client) {
    return add(client, PADDING);
  }

  private boolean add(SumsClient client, String padding) {
    String key = (acknowledged.size() + refused.size()) + padding;
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

  private void assertEachIsThereOnceAndNoneThatWasRefused(SumsClient client) {
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
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      add(client);
      fill(client);
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      Finished status = pair.run("status");
      assertThat(status.exitCode()).isZero();
      assertThat(status.out()).contains("PROTECTED");

      pair.kill(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      fill(client);
      assertThat(pair.run("status").exitCode()).isZero();

      disk.makeRoom();
      pair.await("it is over by itself", now -> !tellsOfTheFullDisk(now));
      Machine.await("the obituary is written down, now that there is room")
          .until(
              () ->
                  Files.readString(pair.runDirectory().obituaryFile())
                      .contains("\tprimary\t" + before.primary().pid() + "\t"));
      assertThat(add(client)).isTrue();
      pair.kill(pair.status().orElseThrow().standby().pid());
      pair.awaitProtectedWithout(after.standby().pid());
      assertThat(add(client)).isTrue();

      fill(client);
      assertThat(pair.run("stop").exitCode()).isZero();
    }
    assertThat(pair.processes()).isEmpty();
    disk.makeRoom();
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }

  @Test
  void onAFullDiskAStartServesWithTheRoomThatWasKeptOrIsRefusedInOneLine() {
    choose("hot", "server");
    disk.fill();
    disk.makeRoom(64 << 10); // For the directory, and not for a journal.
    Finished first = pair.finish(pair.start());
    Finished.assertOneLine(first, 1, "No space left", "make room");
    disk.makeRoom();

    PairStatus served = pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      fill(client);
      pair.kill(served.primary().pid(), served.standby().pid());
      Machine.await("both are dead").until(() -> pair.processes().isEmpty());
      pair.start("--alone");
      assertEachIsThereOnceAndNoneThatWasRefused(client);
      fill(client);
      Finished stopped = pair.run("stop");
      assertThat(stopped.exitCode()).as(stopped.err()).isZero();
      assertThat(stopped.err())
          .contains("There is no snapshot of the end (", "No space left", "the next start reads");
    }
    assertThat(pair.processes()).isEmpty();
    pair.awaitLogs("There is no snapshot of the end (");
    // An orderly end has given back what was kept.
    disk.fill();
    Finished again = pair.finish(pair.start());
    Finished.assertOneLine(again, 1, pair.directory().toString(), "make room");
    disk.makeRoom();
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }

  @Test
  void aClientThatComesIsToldOfTheFullDisk() {
    choose("hot", "server");
    pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      fill(client);
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
    // Long enough for a busy machine to answer at all.
    ClientOptions hasty = ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(5));
    SumsClient.connect(pair.directory(), hasty).close();
  }

  @Test
  void aSnapshotForWhichThereIsNoRoomIsToldAndMadeOnceThereIsSome() {
    choose("hot", "server");
    Process primary = pair.start("--alone", "--snapshot-every", "100KiB");
    StateFiles files = new StateFiles(pair.runDirectory());
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      while (acknowledged.size() < 55) {
        add(client);
      }
      long applied = pair.status().orElseThrow().primary().sequence();
      Machine.await("a snapshot of it, and nobody who makes one")
          .until(() -> newest(files) >= applied / 2 && pair.processes().size() == 1);
      long newest = newest(files);
      disk.fill();
      addUntilRefused(client);
      assertThat(acknowledged).hasSizeGreaterThan(110);
      pair.await(
          "it is told",
          now -> now.problems().stream().anyMatch(FullDiskTest::saysWhyThereIsNoSnapshot));
      assertThat(primary.isAlive()).isTrue();
      assertThat(newest(files)).isEqualTo(newest);
      disk.makeRoom();
      Machine.await("a snapshot")
          .until(
              () -> {
                add(client);
                return newest(files) > newest;
              });
      pair.await(
          "all is well",
          now -> now.problems().stream().noneMatch(FullDiskTest::saysWhyThereIsNoSnapshot));
      assertThat(pair.run("stop").exitCode()).isZero();
    }
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory(), PATIENT)) {
      assertEachIsThereOnceAndNoneThatWasRefused(client);
    }
  }

  private static boolean saysWhyThereIsNoSnapshot(String problem) {
    return problem.startsWith("The process that makes snapshots has left none: the disk of ");
  }

  private static long newest(StateFiles files) {
    return files.snapshots().isEmpty() ? -1 : StateFiles.sequenceOf(files.newestSnapshot());
  }
}
