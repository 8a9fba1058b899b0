package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import dev.understudy.system.servers.UncomparedResultsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Directories in which a pair cannot be. */
class PlacesTest {

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
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Files.writeString(pair.directory(), "mine");
    Finished.assertOneLine(
        pair.finish(pair.start()), 1, pair.directory() + " is not a directory", "--dir");
    assertThat(pair.directory()).hasContent("mine");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
    // Even root can make nothing below a file, or below /proc.
    Path file = Files.writeString(pair.root().resolve("file"), "");
    for (Path directory : List.of(file.resolve("run"), Path.of("/proc/run"), Path.of("/proc/1"))) {
      Finished start =
          pair.finish(
              pair.launch(List.of("start", "--dir", directory.toString()), Map.of(), pair.root()));
      Finished.assertOneLine(start, 1, directory.toString(), "--dir");
    }
  }

  @Test
  void aDirectoryThatIsOpenToOthersIsRefused() throws IOException {
    Files.createDirectory(pair.directory());
    Files.setPosixFilePermissions(pair.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Finished.assertOneLine(pair.finish(pair.start()), 1, "open to other users", "chmod 700");
  }

  @Test
  void aPathThatIsTooLongForSocketsIsRefused() {
    String directory = pair.root().resolve("d".repeat(120)).toString();
    List<String> start = List.of("start", "--dir", directory);
    Finished.assertOneLine(
        pair.finish(pair.launch(start, Map.of(), pair.root())), 1, "too long", "--dir");
    assertThat(Path.of(directory)).doesNotExist();
  }

  @Test
  void theLongestPathThatIsAcceptedWorks() {
    // e999999999-4194304.sock has 23 bytes, and 106 are allowed.
    int length = 106 - 23 - 1 - pair.root().toString().length() - 1;
    String directory = pair.root().resolve("d".repeat(length)).toString();
    Process start = pair.launch(List.of("start", "--dir", directory), Map.of(), pair.root());
    try (SumsClient client = SumsClient.connect(Path.of(directory))) {
      assertThat(client.add("long", 1)).isEqualTo(1);
    }
    Machine.signal("TERM", start.pid());
    assertThat(pair.finish(start).exitCode()).isZero();
  }

  @Test
  void theDirectoryOfAnotherClassIsRefused() {
    Process alone = pair.start("--alone");
    pair.await("it serves", status -> true);
    PairRun other = pair.as(UncomparedResultsLauncher.class);
    for (String command : List.of("status", "stop", "drill")) {
      Finished.assertOneLine(
          other.run(command), 1, "belongs to dev.understudy.system.servers.Sums");
    }
    assertThat(alone.isAlive()).isTrue();
    pair.kill(alone.pid());
    Finished.assertOneLine(
        other.finish(other.start()), 1, "holds the state of dev.understudy.system.servers.Sums");
    pair.startProtected();
    assertThat(pair.run("stop").exitCode()).isZero();
    // No pair file is left: the journal knows whose it is.
    Finished.assertOneLine(other.finish(other.start()), 1, "dev.understudy.system.servers.Sums");
  }
}
