package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.StateFiles.Place;
import dev.understudy.system.servers.SlowSnapshotsClient;
import dev.understudy.system.servers.SlowSnapshotsLauncher;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise 8: a torn tail is cut and told; every other damage, and every file that does not belong
 * there, keeps a pair from serving, and is left as it is.
 */
class DamagedFilesTest {

  private static final int UPDATES = 40;
  // So that a segment, of 64 MiB, has seven.
  private static final int LARGE_BYTES = 9 << 20;

  private PairRun pair;
  private StateFiles files;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
    files = new StateFiles(pair.runDirectory());
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private void killAll() {
    pair.kill(pair.processes().stream().mapToLong(ProcessHandle::pid).toArray());
    Machine.await("all are dead").until(() -> pair.processes().isEmpty());
  }

  private static void add(SumsClient client, int count) {
    for (int i = 0; i < count; i++) {
      client.add("a", 1);
    }
  }

  /** Waits for the update that {@code Sums} itself makes: none of its kind follows. */
  private static void awaitEpoch(SumsClient client) {
    int before = client.epochs().size();
    Machine.await("the epoch is noted").until(() -> before > 0 || !client.epochs().isEmpty());
  }

  private void assertSum(long wanted) {
    Process again = pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.sum("a")).as(pair.logs()).isEqualTo(wanted);
      assertThat(client.add("a", 1)).isEqualTo(wanted + 1);
    }
    pair.kill(again.pid());
    Machine.awaitDeath(again.pid());
  }

  private Finished assertRefused(String... parts) {
    Map<String, Long> before = files.checksums();
    Finished refused = pair.finish(pair.start());
    Finished.assertOneLine(refused, 1, parts);
    assertThat(files.checksums()).isEqualTo(before);
    assertThat(pair.processes()).isEmpty();
    return refused;
  }

  @Test
  void aTornTailIsCutAndToldAndEveryWholeUpdateIsThere() {
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client);
      add(client, UPDATES);
      killAll();
    }
    Path segment = files.newestSegment();
    Place last = StateFiles.lastRecord(segment);
    StateFiles.clear(segment, last.end() - last.size() / 2, last.end());
    pair.startProtected();
    assertThat(pair.logs().lines().filter(line -> line.contains("torn")))
        .singleElement()
        .asString()
        .contains("cut the torn end of the journal", segment.toString())
        .contains("from offset " + last.offset() + " on");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(UPDATES); // The last one was cut.
    }
    killAll();
    assertSum(UPDATES); // And what came in its place is read.
    assertThat(pair.logs().lines().filter(line -> line.contains("torn"))).hasSize(1);
  }

  /** Leaves a snapshot, and more updates in the journal than are in it. */
  private void prepare() {
    Process first = pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client);
      add(client, UPDATES / 2);
    }
    Machine.signal("TERM", first.pid());
    assertThat(pair.finish(first).exitCode()).isZero();
    Process second = pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      add(client, UPDATES / 2);
    }
    pair.kill(second.pid());
    Machine.awaitDeath(second.pid());
  }

  @ParameterizedTest
  @CsvSource({"before the snapshot", "behind the snapshot"})
  void aBitThatFlippedInTheMiddleOfASegmentIsTold(String where) {
    prepare();
    Path segment = files.newestSegment();
    List<Place> records = StateFiles.records(segment);
    Place flipped = records.get(records.size() * (where.startsWith("before") ? 1 : 3) / 4);
    StateFiles.flipBit(segment, flipped.end() - 1);
    assertRefused(segment.toString(), "is damaged at offset " + flipped.offset(), "backup");
    StateFiles.flipBit(segment, flipped.end() - 1);
    assertSum(UPDATES);
  }

  @ParameterizedTest
  @CsvSource({"a bit that flipped", "something else"})
  void aSnapshotThatIsNotWhatWasWrittenIsToldAndTheJournalTakenInItsPlace(String what) {
    prepare();
    Path snapshot = files.newestSnapshot();
    int body = StateFiles.headerBytes(snapshot);
    int offset = what.startsWith("a bit") ? body : 0;
    if (offset == 0) {
      StateFiles.write(snapshot, "Dear diary,\nit rained.\n".getBytes(StandardCharsets.UTF_8));
    } else {
      StateFiles.flipBit(snapshot, body + 5);
    }
    assertSum(UPDATES);
    pair.awaitLogs(
        "could not be loaded, and the journal from its begin is taken in its place",
        snapshot + " is damaged at offset " + offset);
  }

  @Test
  void filesOfANewerFormatAreForTheNewerBuild() {
    prepare();
    for (Path file : List.of(files.newestSegment(), files.newestSnapshot())) {
      byte[] original = StateFiles.read(file);
      StateFiles.makeNewer(file);
      assertRefused(file.toString(), "is of format ", "and this build", "start the newer build");
      StateFiles.write(file, original);
    }
    assertSum(UPDATES);
  }

  @Test
  void filesOfAnotherClassAreTold() throws IOException {
    prepare();
    byte[] foreign = segmentOfAnotherClass();
    Path own = files.newestSegment();
    byte[] original = StateFiles.read(own);
    Path next = files.segment(StateFiles.lastRecord(own).sequence() + 1);
    StateFiles.write(own, foreign);
    assertRefused(own.toString(), "belongs to the class", "SlowSnapshots", "--dir");
    StateFiles.write(own, original);
    StateFiles.write(next, foreign);
    assertRefused(next.toString(), "belongs to the class", "SlowSnapshots", "--dir");
    Files.delete(next);
    assertSum(UPDATES);
  }

  private static byte[] segmentOfAnotherClass() {
    try (PairRun other = PairRun.of(SlowSnapshotsLauncher.class)) {
      other.start("--alone");
      try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(other.directory())) {
        client.add(new byte[10]);
      }
      return StateFiles.read(new StateFiles(other.runDirectory()).newestSegment());
    }
  }

  @Test
  void whatIsNoSegmentOrSnapshotIsToldWhateverItsName() throws IOException {
    prepare();
    byte[] text = "Dear diary,\nit rained.\n".getBytes(StandardCharsets.UTF_8);
    Path own = files.newestSegment();
    long last = StateFiles.lastRecord(own).sequence();
    Path next = files.segment(last + 1);
    StateFiles.write(next, text);
    assertRefused(next.toString(), "is damaged at offset 0", "does not begin as");
    Files.delete(next);
    Path within = files.segment(last - 1);
    StateFiles.write(within, text);
    assertRefused(own.toString(), within.getFileName() + " follows", "is here already");
    Files.delete(within);
    Path far = files.segment(last + 500);
    StateFiles.write(far, text);
    assertRefused(
        own.toString(), "records " + (last + 1) + " to", "missing before " + far.getFileName());
    Files.delete(far);
    byte[] original = StateFiles.read(own);
    StateFiles.write(own, text);
    assertRefused(own.toString(), "is damaged at offset 0", "does not begin as");
    StateFiles.write(own, original);
    assertSum(UPDATES);
  }

  @Test
  void amongManySegmentsAMissingOneAndAFlippedBitAreTold() throws IOException {
    Process primary = pair.start("--alone", "--snapshot-every", "1GiB");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client);
      add(client, 1);
      for (int i = 0; i < 15; i++) {
        client.send(new byte[LARGE_BYTES]);
      }
    }
    pair.kill(primary.pid());
    Machine.awaitDeath(primary.pid());
    List<Path> segments = files.segments();
    assertThat(segments).hasSizeGreaterThanOrEqualTo(3);

    Path middle = segments.get(1);
    Path away = pair.root().resolve("away");
    Files.move(middle, away);
    assertRefused(
        segments.get(0).toString(),
        "is damaged at offset " + StateFiles.lastRecord(segments.get(0)).end(),
        "are missing before " + segments.get(2).getFileName(),
        "put it back");
    Files.move(away, middle);

    Path first = segments.get(0);
    Files.move(first, away);
    assertRefused(middle.toString(), "are missing before " + middle.getFileName(), "put it back");
    Files.move(away, first);

    Place last = StateFiles.lastRecord(first);
    StateFiles.flipBit(first, last.end() - 1); // The last of its segment, and not of the journal.
    assertRefused(first.toString(), "is damaged at offset " + last.offset());
    StateFiles.flipBit(first, last.end() - 1);
    assertSum(1);
  }

  @ParameterizedTest
  @CsvSource({"client", "server"})
  void aStandbyThatFindsDamageAtItsTakeoverSaysSoAndDoesNotServe(String role) {
    PairRun warm = pair.of(OtherMode.as("warm", role));
    PairStatus status = warm.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      awaitEpoch(client);
      add(client, UPDATES);
      Path segment = files.newestSegment();
      List<Place> records = StateFiles.records(segment);
      Place flipped = records.get(records.size() / 2);
      StateFiles.flipBit(segment, flipped.end() - 1);
      Map<String, Long> before = files.checksums();
      warm.kill(status.primary().pid());
      Machine.await("nobody is left").until(() -> warm.processes().isEmpty());
      assertThat(warm.logs().lines().filter(line -> line.contains("damaged")))
          .singleElement()
          .asString()
          .contains("does not take over", segment + " is damaged at offset " + flipped.offset());
      assertThat(files.checksums()).isEqualTo(before);
      assertThat(warm.run("status").out()).contains("DOWN");
      StateFiles.flipBit(segment, flipped.end() - 1);
      warm.startProtected();
      assertThat(client.add("a", 1)).isEqualTo(UPDATES + 1);
    }
  }
}
