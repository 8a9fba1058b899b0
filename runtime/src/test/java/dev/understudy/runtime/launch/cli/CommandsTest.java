package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.api.StatusOfJson;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.launch.contact.FakePrimary;
import dev.understudy.runtime.launch.contact.PairFixture;
import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.launch.contact.TestService.Output;
import dev.understudy.runtime.launch.report.FaultReport;
import dev.understudy.runtime.launch.report.UserMessages;
import dev.understudy.runtime.observe.ObituaryLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest extends PairFixture {

  @Test
  void statusIsWhatThePrimarySays() {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    PairStatus status = status(pair, State.UNPROTECTED);
    FakePrimary primary = primary(pair, command -> FakePrimary.grant(command, status));
    assertThat(run("status", "--json")).isEqualTo(new Output(0, status.toJson() + "\n", ""));
    assertThat(run("status")).isEqualTo(new Output(0, status.toText() + "\n", ""));
    assertThat(primary.heard).startsWith("HELLO 1 true 2 3 com.example.BoxOffice", "status");
  }

  @Test
  void statusWhereNothingWasStarted() {
    Output output = run("status");
    assertThat(output.exitCode()).isEqualTo(4);
    assertThat(output.out())
        .startsWith("BoxOffice   DOWN. Nothing has been started in " + directory + " yet.\n")
        .doesNotContain("problems", "epoch", "brings back");
    Output elsewhere = TestService.run("status", "--dir", temporary + "/nowhere", "--json");
    assertThat(elsewhere.exitCode()).isEqualTo(4);
    assertThat(StatusOfJson.read(elsewhere.out().strip()).problems())
        .containsExactly(
            "There is no directory " + temporary + "/nowhere; name the pair's with --dir.");
    assertThat(TestService.run("status", "--dir", temporary + "/nowhere").out())
        .startsWith("BoxOffice   DOWN. There is no directory " + temporary + "/nowhere; name")
        .doesNotContain("problems", "epoch", "brings back");
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }

  @Test
  void statusOfAPairThatWasStoppedInOrder() throws Exception {
    Files.createFile(directory.journalDirectory().resolve("00000000000000000001.journal"));
    JournalIdentity identity = new JournalIdentity("com.example.BoxOffice", 1);
    Snapshots.write(directory, identity, 17, 5, state -> {});
    Output output = run("status");
    assertThat(output.exitCode()).isEqualTo(4);
    assertThat(output.out())
        .startsWith(
            "BoxOffice   DOWN. The pair was stopped in order, or restored; 'start' goes on from its")
        .contains("epoch       5\n")
        .doesNotContain("problems");
    PairStatus status = StatusOfJson.read(run("status", "--json").out().strip());
    assertThat(status.epoch()).isEqualTo(5);
    assertThat(status.problems()).isEmpty();
    assertThat(run("stop").err())
        .isEqualTo(
            "Nothing runs in "
                + directory
                + ". The pair was stopped in order, or restored; 'start' goes on from its state.\n");
    Files.writeString(directory.snapshotDirectory().resolve("00000000000000000018.snapshot"), "?");
    assertThat(run("status").out()).doesNotContain("epoch", "problems");
    Files.createFile(directory.socket("e6-4711.sock")); // An orderly end leaves none.
    assertThat(run("status").out())
        .contains("The last process here died while it started or stopped; 'start' goes on from")
        .doesNotContain("stopped in order");
  }

  @Test
  void fileWhereTheDirectoryShouldBe() throws Exception {
    Path file = Files.writeString(temporary.resolve("app.jar"), "");
    for (String command : List.of("status", "stop", "drill")) {
      assertThat(TestService.run(command, "--dir", file.toString()))
          .isEqualTo(
              new Output(1, "", file + " is not a directory: name the pair's with --dir.\n"));
    }
    assertThat(TestService.run("stop", "--dir", file + "/run").err())
        .isEqualTo(
            "Nothing runs in %s/run. There is no directory %s/run; name the pair's with --dir.\n"
                .formatted(file, file));
  }

  @Test
  void statusOfThePairThatDiedComesFromItsFiles() throws Exception {
    Process dead = process();
    dead.destroyForcibly().waitFor();
    FakePrimary.pair(7, dead.pid(), 0).write(directory);
    Obituary obituary = new Obituary(1, "primary", 6, "closed", Instant.EPOCH, 5, null);
    ObituaryLog.append(directory, obituary);
    Output output = run("status", "--json");
    PairStatus status = StatusOfJson.read(output.out().strip());
    assertThat(output.exitCode()).isEqualTo(4);
    assertThat(status.state()).isEqualTo(State.DOWN);
    assertThat(status.epoch()).isEqualTo(7);
    assertThat(status.obituaries()).containsExactly(obituary);
  }

  @Test
  void directoryOfAnotherClass() {
    new PairFile(
            "com.example.Other",
            1,
            FakePrimary.member(1, "e1-1.sock"),
            null,
            ProcessPlace.current())
        .write(directory);
    Output output = run("status");
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err())
        .isEqualTo(
            "The directory "
                + directory
                + " belongs to com.example.Other, not to com.example.BoxOffice: name another one"
                + " with --dir.\n");
    assertThat(run("start").err())
        .isEqualTo(
            "The directory "
                + directory
                + " holds the state of com.example.Other, not of com.example.BoxOffice: name"
                + " another one with --dir.\n");
  }

  @Test
  void damagedPairFileIsAMessage() throws Exception {
    Files.writeString(directory.pairFile(), "nonsense\n");
    Output output = run("stop");
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err()).startsWith("The pair file ").hasLineCount(1);
  }

  @Test
  void onlyOurOwnFaultsAreReportedAsSuch() {
    assertThat(UserMessages.message(new RunDirectoryException("the disk is full: make room")))
        .contains("The disk is full: make room.");
    assertThat(UserMessages.message(new IllegalStateException("oops"))).isEmpty();
    assertThat(FaultReport.write(new IllegalStateException("oops"), directory))
        .isEqualTo(
            "An internal fault of Understudy: java.lang.IllegalStateException: oops. Please report"
                + " it, with the file "
                + directory.logDirectory().resolve("understudy-fault-" + pid() + ".txt")
                + ".");
  }

  @Test
  void aFaultReportInTheTemporaryFolderHasANameThatNobodyCanGuess() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String line = FaultReport.write(new IllegalStateException("oops"), null);
      String name = line.substring(line.indexOf(" with the file ") + 15, line.length() - 1);
      files.add(Path.of(name));
    }
    assertThat(files).doesNotHaveDuplicates();
    for (Path file : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(file).content().contains("IllegalStateException: oops");
      Files.delete(file);
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
