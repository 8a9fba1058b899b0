package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.RefusingRecord;
import dev.understudy.system.servers.RefusingRecordClient;
import dev.understudy.system.servers.RefusingRecordLauncher;
import dev.understudy.system.servers.RestoredKindsClient;
import dev.understudy.system.servers.RestoredKindsLauncher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pair has accepted comes back after a stop and a start, or is refused in words. */
class ReturnedStateTest {

  private static final String LRU = "dev.understudy.system.servers.RestoredKinds$Lru";

  private PairRun pair;

  @AfterEach
  void endPair() {
    pair.close();
  }

  private String shown() {
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      return client.show();
    }
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(pair.directory().resolve("snapshots"))) {
      return files.filter(file -> file.toString().endsWith(".snapshot")).toList();
    }
  }

  private void isTold(String problem) {
    PairStatus status =
        pair.await(
            problem, now -> now.problems().stream().anyMatch(told -> told.contains(problem)));
    assertThat(status.state()).isEqualTo(PairStatus.State.PROTECTED);
  }

  @Test
  void itIsWhatClientsWereToldWhetherFromASnapshotOrFromTheJournal() throws IOException {
    pair = PairRun.of(RestoredKindsLauncher.class);
    pair.startProtected();
    viewsAndHalfPairsOfSurrogatesAreInTheSnapshot();
    pair.startProtected();
    mapsAndComparatorsThatCannotBeAreToldAndComeFromTheJournal();
    pair.startProtected();
    anItemThatWasChangedInItsSetIsRefusedAtTheSave();
    pair.startProtected();
    assertThat(shown()).contains(" items [b, b]");
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  private void viewsAndHalfPairsOfSurrogatesAreInTheSnapshot() throws IOException {
    String before;
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      client.add("ann", 1);
      client.add("bob", 2);
      client.add("eve", 3);
      client.cut(2);
      assertThat(client.write("a\ud83d\ude00", 2)).isEqualTo(2);
      before = client.show();
    }
    assertThat(before)
        .startsWith(
            "all [Score[who=eve, points=3], Score[who=bob, points=2], Score[who=ann, points=1]]"
                + " top [Score[who=eve, points=3], Score[who=bob, points=2]]"
                + " note 97 55357 keys [2] has it 2 ");
    Path backup = pair.root().resolve("returned.backup");
    Finished made = pair.run("backup", backup.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    Finished stop = pair.run("stop");
    assertThat(stop.err()).isEmpty();
    assertThat(stop.exitCode()).isZero();
    assertThat(snapshots()).hasSize(1);
    pair.startProtected();
    assertThat(shown()).isEqualTo(before);
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      client.add("fay", 9); // What came back as a list of its own does not change.
      assertThat(client.show())
          .contains(" top [Score[who=eve, points=3], Score[who=bob, points=2]] note 97 55357 ");
    }
    assertThat(pair.run("stop").err()).isEmpty();
  }

  private void mapsAndComparatorsThatCannotBeAreToldAndComeFromTheJournal() throws IOException {
    String before;
    int snapshots = snapshots().size();
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      client.openCache();
      isTold(
          "openCache(), has left in a @State field what could not be restored: cache: a "
              + LRU
              + " could not be restored as what it is");
      assertThat(client.put("a", "1")).isEqualTo(1);
      assertThat(client.put("b", "2")).isEqualTo(2);
      assertThat(client.put("c", "3")).isEqualTo(2);
      client.byScore();
      client.add("bob", 5);
      before = client.show();
    }
    assertThat(before)
        .contains(
            " cache {b=2, c=3} ranking [Score[who=ann, points=1], Score[who=bob, points=2],"
                + " Score[who=eve, points=3], Score[who=bob, points=5], Score[who=fay, points=9]]");
    Finished stop = pair.run("stop");
    assertThat(stop.exitCode()).isZero();
    assertThat(stop.err())
        .startsWith("There is no snapshot of the end (")
        .contains("cache: a " + LRU);
    assertThat(snapshots()).hasSize(snapshots);
    pair.startProtected();
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      assertThat(client.show()).isEqualTo(before);
      assertThat(client.put("d", "4")).isEqualTo(2);
      client.closeCache();
      isTold("what could not be restored: ranking: a java.util.TreeSet");
      client.byName();
      pair.await("nothing is refused any more", now -> now.problems().isEmpty());
    }
    assertThat(pair.run("stop").err()).isEmpty();
  }

  private void anItemThatWasChangedInItsSetIsRefusedAtTheSave() {
    try (RestoredKindsClient client = RestoredKindsClient.connect(pair.directory())) {
      client.keep("a");
      client.keep("b");
      client.rename("b", "c");
      client.rename("a", "b");
      client.rename("c", "b");
      assertThat(client.show()).contains(" items [b, b]");
    }
    Finished stop = pair.run("stop");
    assertThat(stop.exitCode()).isZero();
    assertThat(stop.err())
        .startsWith("There is no snapshot of the end (")
        .contains("1 equal elements or keys in a java.util.HashSet, since they were changed after");
  }

  @Test
  void aRecordThatRefusesWhatItTookOnceIsNamedAndNothingIsChanged() {
    PairRun place = PairRun.of(RefusingRecordLauncher.class);
    pair = place;
    PairStatus before = place.startProtected();
    String booked;
    Instant at;
    try (RefusingRecordClient client = RefusingRecordClient.connect(place.directory())) {
      client.book("ann", 1);
      booked = client.show();
      at = client.last();
      Machine.await("the trip lies in the past").until(() -> Instant.now().isAfter(at));
      pair.kill(before.standby().pid());
      String refusal =
          "update 2, book(String,int), returned when it was applied, and throws"
              + " java.lang.IllegalArgumentException: the trip lies in the past: "
              + at
              + " when it is replayed;";
      place.await(
          "the reason why no standby comes",
          now -> now.problems().stream().anyMatch(problem -> problem.contains(refusal)));
      assertThat(client.show()).isEqualTo(booked);
      Finished stop = place.run("stop");
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.err())
          .startsWith("There is no snapshot of the end (")
          .contains(
              "the constructor of dev.understudy.system.servers.RefusingRecord$Trip refuses (ann, "
                  + at
                  + ")",
              "the trip lies in the past: " + at);
      Finished start = place.finish(place.start());
      assertThat(start.exitCode()).isEqualTo(1);
      assertThat(start.err()).contains("U" + refusal.substring(1)).doesNotContain("internal fault");
      isToldWhileNothingServes("U" + refusal.substring(1));
      place.with("-D" + RefusingRecord.LENIENT + "=true").startProtected();
      assertThat(client.show()).isEqualTo(booked);
      assertThat(place.run("stop").exitCode()).isZero();
      assertThat(place.run("status").out()).contains("The pair was stopped in order");
    }
  }

  /** An Error of the class's own is no fault of the pair's, and hides nothing either. */
  @Test
  void anErrorOfTheClassIsToldAsAnExceptionIs() {
    PairRun place = PairRun.of(RefusingRecordLauncher.class);
    pair = place.with("-D" + RefusingRecord.ERROR + "=true");
    PairStatus before = pair.startProtected();
    try (RefusingRecordClient client = RefusingRecordClient.connect(place.directory())) {
      client.book("ann", 1);
      Instant at = client.last();
      Machine.await("the trip lies in the past").until(() -> Instant.now().isAfter(at));
      pair.kill(before.standby().pid());
      String thrown = RefusingRecord.class.getName() + "$Refusal: the trip lies in the past: " + at;
      String refusal = "update 2, book(String,int), was applied, and ends with " + thrown;
      pair.await(
          "the reason why no standby comes",
          now -> now.problems().stream().anyMatch(problem -> problem.contains(refusal)));
      Finished stop = pair.run("stop");
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.err())
          .startsWith("There is no snapshot of the end (")
          .contains("RefusingRecord$Trip refuses (ann, " + at + "), as it throws " + thrown);
      assertThat(pair.runDirectory().childArguments()).doesNotExist();
      assertThat(pair.processes()).isEmpty();
      Finished.assertOneLine(pair.finish(pair.start()), 1, "U" + refusal.substring(1));
      isToldWhileNothingServes("U" + refusal.substring(1));
      place.with("-D" + RefusingRecord.LENIENT + "=true").startProtected();
      assertThat(client.last()).isEqualTo(at);
    }
  }

  private void isToldWhileNothingServes(String refusal) {
    Finished status = pair.run("status");
    assertThat(status.exitCode()).isEqualTo(4);
    assertThat(status.out())
        .startsWith("RefusingRecord DOWN. The last 'start', at ")
        .contains(", was refused: " + refusal)
        .doesNotContain("brings back");
    assertThat(pair.run("stop").err()).contains("The last 'start', at ", refusal);
  }

  @Test
  void anUpdateThatThrewAndReturnsWhenItIsReplayedIsRefused() {
    PairRun place = PairRun.of(RefusingRecordLauncher.class);
    pair = place;
    Process primary = place.start("--alone");
    try (RefusingRecordClient client = RefusingRecordClient.connect(place.directory())) {
      assertThatThrownBy(() -> client.book("ann", -1)).hasMessageContaining("lies in the past");
      place.kill(primary.pid());
      String refusal =
          "Update 2, book(String,int), threw an exception when it was applied, and returns when it"
              + " is replayed;";
      PairRun lenient = place.with("-D" + RefusingRecord.LENIENT + "=true");
      Finished start = lenient.finish(lenient.start("--alone"));
      Finished.assertOneLine(start, 1, refusal);
      isToldWhileNothingServes(refusal);
      Finished backup = lenient.run("backup", place.root().resolve("other.backup").toString());
      Finished.assertOneLine(backup, 1, refusal);
      place.start("--alone");
      assertThat(client.show()).isEqualTo("[]");
    }
  }

  /** As where a jar is missing. */
  @Test
  void aClassThatTheClassPathLacksIsNamed() throws IOException {
    pair = PairRun.of(RefusingRecordLauncher.class);
    Path lacking = pair.root().resolve("lacking");
    Path servers = Path.of(RefusingRecordLauncher.class.getPackageName().replace('.', '/'));
    String others = "";
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Files.isDirectory(Path.of(entry).resolve(servers))) {
        others += File.pathSeparator + entry;
        continue;
      }
      Files.createDirectories(lacking.resolve(servers));
      try (Stream<Path> classes = Files.list(Path.of(entry).resolve(servers))) {
        for (Path file :
            classes.filter(file -> !file.endsWith("RefusingRecord$Trip.class")).toList()) {
          Files.copy(file, lacking.resolve(servers).resolve(file.getFileName()));
        }
      }
    }
    PairRun without = pair.of(lacking + others);
    Process primary = without.start("--alone");
    Finished start = without.finish(primary);
    Finished.assertOneLine(
        start,
        1,
        "the class dev.understudy.system.servers.RefusingRecord$Trip is missing: the class path lacks it; add"
            + " the jar that holds it.");
    assertThat(pair.run("status").out())
        .contains("was refused: ", "RefusingRecord$Trip is missing");
  }
}
