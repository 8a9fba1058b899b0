package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody puts in the place of a file, or of the directory, of a pair that runs. */
class ReplacedFilesTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  /** Who opens a pipe waits for somebody to write to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pair",
        "pair.new",
        "guardian",
        "spare",
        "obituaries",
        "life",
        "last-words",
        "stopping"
      })
  void aPipeInPlaceOfAFileKeepsNobodyWaiting(String name) {
    PairStatus before = pair.startProtected("--guard", "--spare");
    pair.await("a spare", status -> status.spare() != null);
    Path file = pair.directory().resolve(name);
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(1);
      Machine.shell("rm -f " + file + " && mkfifo " + file);
      // The pair looks at its files once a second: before, a command says that it finds nobody.
      Machine.await("status of the pair")
          .until(() -> pair.run("status").out().contains("PROTECTED"));
      pair.kill(before.primary().pid());
      assertThat(client.add("kept", 1)).isEqualTo(2);
      pair.awaitProtectedWithout(before.primary().pid());
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    Machine.await("no process is left").until(() -> pair.processes().isEmpty());
  }

  @Test
  void aFolderInPlaceOfTheFileOfTheSpareIsTold() throws IOException {
    pair.startProtected("--spare");
    PairStatus before =
        pair.await(
            "a spare that waits",
            status -> status.spare() != null && status.spare().phase() == PairStatus.Phase.ASLEEP);
    Path file = pair.runDirectory().spareFile();
    Files.delete(file);
    Files.createDirectory(file);
    pair.kill(before.spare().pid());
    PairStatus after =
        pair.await(
            "word of the folder",
            status ->
                status.problems().stream()
                    .anyMatch(
                        problem ->
                            problem.contains("No successor could find this spare, in " + file)));
    assertThat(after.problems()).noneMatch(problem -> problem.contains("internal fault"));
    Files.delete(file);
    pair.await("a spare that waits again", status -> status.problems().isEmpty());
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void aPrimaryWhoseMappedFileIsCutDiesInWordsAndNothingIsLost() throws IOException {
    pair.start("--alone");
    pair.await("it serves", status -> true);
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(1);
      try (FileChannel words =
          FileChannel.open(pair.directory().resolve("last-words"), StandardOpenOption.WRITE)) {
        words.truncate(0);
      }
      client.addAsync("kept", 1).whenComplete((sum, thrown) -> {});
      pair.awaitLogs("had mapped into its memory was cut short by somebody else");
      assertThat(pair.logs()).doesNotContain("internal fault");
      Machine.await("its end").until(() -> pair.processes().isEmpty());
      Finished status = pair.run("status");
      assertThat(status.out()).contains("DOWN").doesNotContain("was refused");
    }
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 0)).isBetween(1L, 2L);
    }
  }

  /** Its journal is where its directory is; and the other pair keeps what it has. */
  @Test
  void aDirectoryOfAnotherPairInItsPlaceIsLeftAsItIs() throws IOException {
    Path other = pair.root().resolve("other");
    Path moved = pair.root().resolve("moved");
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("theirs", 7)).isEqualTo(7);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    Files.move(pair.directory(), other);
    PairStatus before = pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("ours", 1)).isEqualTo(1);
      Files.move(pair.directory(), moved);
      Files.move(other, pair.directory());
      Machine.await("word of it")
          .until(
              () ->
                  Machine.read(moved.resolve("logs"), "*").contains("is another pair's now")
                      || pair.logs().contains("is another pair's now"));
      assertThat(client.add("ours", 1)).isEqualTo(2);
    }
    pair.kill(before.primary().pid());
    Machine.awaitDeath(before.standby().pid()); // It does not succeed there.
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("theirs", 1)).isEqualTo(8);
      assertThat(client.add("ours", 1)).isEqualTo(1);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    Files.move(pair.directory(), other);
    Files.move(moved, pair.directory());
    pair.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("ours", 1)).isEqualTo(3);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
  }
}
