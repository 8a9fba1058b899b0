package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody deletes, by mistake, from the directory of a pair that runs. */
class DeletedFilesTest {

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
  void thePairFileIsWrittenAnewAndThePairIsFound() throws IOException {
    PairStatus before = pair.startProtected();
    Path file = pair.runDirectory().pairFile();
    String text = Files.readString(file);
    Files.delete(file);
    Machine.await("the pair file").until(() -> Files.exists(file));
    assertThat(Files.readString(file)).isEqualTo(text);
    Files.writeString(file, "nonsense");
    Machine.await("the pair file").until(() -> Files.readString(file).equals(text));
    // Found also at once: the command waits until the file is there again.
    Files.delete(file);
    Finished status = pair.run("status");
    assertThat(status.exitCode()).as(status.toString()).isZero();
    assertThat(status.out()).contains("PROTECTED", "pid " + before.primary().pid());
    pair.awaitLogs("was deleted or damaged while the pair runs");
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void withoutAPairFileAPrimaryThatDoesNotMoveIsNotTakenForNone() throws IOException {
    Process alone = pair.start("--alone");
    pair.await("it serves", status -> true);
    Machine.signal("STOP", alone.pid());
    Files.delete(pair.runDirectory().pairFile());
    Finished.assertOneLine(pair.run("stop"), 1, "Nobody answers in ", "holds the fence");
    Finished status = pair.run("status");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out()).contains("DOWN. No primary answers.", "there is no pair file");
    Machine.signal("CONT", alone.pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(alone).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"cut", "deleted", "deleted with its folder"})
  void aJournalThatIsTakenAwayIsToldAndTheStateIsKeptAtStop(String how) throws IOException {
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("kept", 1);
      pair.await("nothing is wrong", status -> status.problems().isEmpty());
      Path journal = pair.runDirectory().journalDirectory();
      Path segment = new StateFiles(pair.runDirectory()).newestSegment();
      if (how.equals("cut")) {
        Files.write(segment, new byte[0]);
      } else {
        Files.delete(segment);
      }
      if (how.endsWith("folder")) {
        Files.delete(journal);
      }
      PairStatus after = pair.await("word of the journal", status -> !status.problems().isEmpty());
      assertThat(after.state()).isEqualTo(PairStatus.State.UNPROTECTED);
      assertThat(after.problems().get(0))
          .startsWith("The journal file " + segment + " was " + how.substring(0, 3))
          .endsWith("Run 'stop', which leaves a snapshot from memory, and then 'start'.");
      pair.awaitLogs("The journal file " + segment + " was ");
      client.add("kept", 1);
      assertThat(pair.run("stop").exitCode()).isZero();
      pair.startProtected();
      assertThat(client.add("kept", 1)).as(pair.logs()).isEqualTo(3);
    }
  }

  @Test
  void withoutItsFenceAPairSaysSoAndNoSecondOneBegins() throws IOException {
    PairStatus before = pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("kept", 1);
      Files.delete(pair.runDirectory().fenceFile());
      // At once, and when the primary has noticed.
      Finished.assertOneLine(
          pair.finish(pair.start()), 3, "by process " + before.primary().pid(), "Run 'stop'");
      PairStatus after = pair.await("word of the fence", status -> !status.problems().isEmpty());
      assertThat(after.problems().get(0))
          .contains(pair.runDirectory().fenceFile() + " was deleted or replaced", "Run 'stop'");
      Finished.assertOneLine(pair.finish(pair.start()), 3, "already served");
      assertThat(pair.runDirectory().fenceFile()).as("one that nobody holds").doesNotExist();
      assertThat(client.add("kept", 1)).isEqualTo(2);
    }
    pair.awaitLogs("was deleted or replaced while the pair runs: this");
    assertThat(pair.logs()).containsOnlyOnce("was deleted or replaced while the pair runs: this");
    Files.delete(pair.runDirectory().pairFile());
    assertThat(pair.run("stop").exitCode()).isZero();
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.sum("kept")).isEqualTo(2);
    }
  }

  @Test
  void aFenceThatNobodyHoldsIsNoObituaryOfAPrimaryThatLives() throws IOException {
    PairStatus before = pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("kept", 1);
      Files.delete(pair.runDirectory().fenceFile());
      Files.createFile(pair.runDirectory().fenceFile());
      pair.kill(before.standby().pid());
      PairStatus after =
          pair.await(
              "another standby has met that fence",
              status ->
                  status.standby() != null
                      && status.standby().pid() != before.standby().pid()
                      && status.standby().phase() == PairStatus.Phase.READY);
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(after.epoch()).isEqualTo(before.epoch());
      assertThat(client.add("kept", 1)).isEqualTo(2);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void aCopyOfARunningPairsDirectoryIsServedByAPairOfItsOwn() {
    PairStatus before = pair.startProtected();
    try (PairRun copy = PairRun.of(SumsLauncher.class)) {
      assertThat(AsRoot.run("cp", "-a", pair.directory().toString(), copy.directory().toString()))
          .isZero();
      PairStatus copied = copy.startProtected();
      assertThat(copied.primary().pid()).isNotEqualTo(before.primary().pid());
      assertThat(copy.run("stop").exitCode()).isZero();
    }
    assertThat(pair.awaitProtected().primary().pid()).isEqualTo(before.primary().pid());
    assertThat(pair.run("stop").exitCode()).isZero();
  }
}
