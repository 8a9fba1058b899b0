package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say, and how they end, when all is not as it should be. */
class CommandLineTest {

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "drill"})
  void whereNothingRunsCommandsEndWithFour(String command) throws IOException {
    Finished.assertOneLine(
        pair.run(command), 4, "Nothing runs in " + pair.directory(), "no directory");
    Files.createDirectory(pair.directory());
    Finished.assertOneLine(pair.run(command), 4, "Nothing runs in " + pair.directory());
    assertThat(pair.directory()).isEmptyDirectory();
  }

  @Test
  void whereNothingRunsStatusSaysDownAndEndsWithFour() {
    Finished status = pair.run("status");
    assertThat(status.exitCode()).isEqualTo(4);
    assertThat(status.out()).contains("DOWN", "There is no directory " + pair.directory());
    Finished json = pair.run("status", "--json");
    assertThat(json.exitCode()).isEqualTo(4);
    JsonObject down = new Gson().fromJson(json.out(), JsonObject.class);
    assertThat(down.get("state").getAsString()).isEqualTo("DOWN");
    assertThat(down.get("primary").isJsonNull()).isTrue();
    assertThat(down.get("standby").isJsonNull()).isTrue();
    assertThat(pair.directory()).doesNotExist();
  }

  @Test
  void refusedArgumentsAreToldInOneLineAndASecondTryWorks() throws IOException {
    Finished refused = pair.finish(pair.start("--", "refuse"));
    Finished.assertOneLine(refused, 1, "[refuse]", "open(List<String>)", "it is not open to that");
    assertThat(pair.sockets()).isEmpty();
    assertThat(pair.run("status").exitCode()).isEqualTo(4);
    pair.startProtected("--", "taken");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.arguments()).containsExactly("taken");
    }
  }

  @Test
  void aSecondStartIsRefusedAndNamesThePrimary() {
    PairStatus before = pair.startProtected();
    Finished.assertOneLine(
        pair.finish(pair.start()),
        3,
        pair.directory() + " is already served",
        "process " + before.primary().pid());
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void ofTwoStartsAtOnceOneServesAndTheOtherEndsWithThree() {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(pair.start());
    }
    Machine.await("all but one end")
        .until(() -> starts.stream().filter(Process::isAlive).count() == 1);
    PairStatus status = pair.awaitProtected();
    for (Process start : starts) {
      if (start.pid() == status.primary().pid()) {
        assertThat(start.isAlive()).isTrue();
      } else {
        Finished.assertOneLine(pair.finish(start), 3, "already served");
      }
    }
  }

  @Test
  void aloneServesWithoutAStandbyAndRefusesTheDrill() {
    Process alone = pair.start("--alone");
    PairStatus status = pair.await("it serves", each -> true);
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("alone", 1)).isEqualTo(1);
    }
    assertThat(status.state()).isEqualTo(State.UNPROTECTED);
    assertThat(status.standby()).isNull();
    assertThat(status.problems()).anyMatch(problem -> problem.contains("--alone"));
    Finished.assertOneLine(pair.run("drill"), 1, "No drill: the pair is UNPROTECTED");
    assertThat(pair.processes()).extracting(ProcessHandle::pid).contains(alone.pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(alone).exitCode()).isZero();
  }

  @Test
  void theDrillKillsThePrimaryAndReports() {
    PairStatus before = pair.startProtected();
    Finished drill = pair.run("drill");
    assertThat(drill.exitCode()).as(drill.toString()).isZero();
    assertThat(drill.out())
        .contains("Killed the primary, process " + before.primary().pid())
        .contains("Detected after", "takeover in", "in epoch 2", "PROTECTED again")
        .contains("Now process " + before.standby().pid() + " serves");
    assertThat(pair.awaitProtected().primary().pid()).isEqualTo(before.standby().pid());
  }

  @Test
  void statusAsJsonHasTheFieldsThatArePromised() {
    PairStatus before = pair.startProtected();
    pair.kill(before.primary().pid());
    pair.awaitProtectedWithout(before.primary().pid());
    Finished json = pair.run("status", "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out().lines()).hasSize(1);
    assertThat(json.err()).isEmpty();
    JsonObject status = new Gson().fromJson(json.out(), JsonObject.class);
    assertThat(status.keySet())
        .containsExactlyInAnyOrder(
            "service",
            "mode",
            "standbyRole",
            "state",
            "epoch",
            "primary",
            "standby",
            "obituaries",
            "problems");
    assertThat(status.get("service").getAsString()).isEqualTo("Sums");
    assertThat(status.get("mode").getAsString()).isEqualTo("HOT");
    assertThat(status.get("standbyRole").getAsString()).isEqualTo("SERVER");
    assertThat(status.get("epoch").getAsLong()).isEqualTo(2);
    assertThat(status.getAsJsonObject("primary").keySet())
        .containsExactlyInAnyOrder("pid", "sequence");
    assertThat(status.getAsJsonObject("standby").keySet())
        .containsExactlyInAnyOrder("pid", "phase", "sequence");
    assertThat(status.getAsJsonArray("obituaries").get(0).getAsJsonObject().keySet())
        .containsExactlyInAnyOrder(
            "pid", "role", "epoch", "cause", "detectedAt", "takeoverMicros", "lastWords");
    String text = pair.run("status").out();
    assertThat(text).contains("PROTECTED", "epoch       2", "primary " + before.primary().pid());
  }

  @Test
  void optionsComeFromTheEnvironmentAndTheCommandLineWins() {
    Map<String, String> environment =
        Map.of("UNDERSTUDY_DIR", pair.directory().toString(), "UNDERSTUDY_ALONE", "true");
    Process start = pair.launch(List.of(), environment, pair.root());
    PairStatus status = pair.await("it serves", each -> true);
    assertThat(status.problems()).anyMatch(problem -> problem.contains("--alone"));
    Finished json = pair.finish(pair.launch(List.of("status"), environment, pair.root()));
    assertThat(json.out()).contains("pid " + start.pid());
    String elsewhere = pair.root().resolve("elsewhere").toString();
    Finished other =
        pair.finish(pair.launch(List.of("status", "--dir", elsewhere), environment, pair.root()));
    assertThat(other.exitCode()).isEqualTo(4);
    assertThat(other.out()).contains(elsewhere);
    Finished wrong =
        pair.finish(
            pair.launch(
                List.of("start"),
                Map.of("UNDERSTUDY_DIR", elsewhere, "UNDERSTUDY_HANG_TIMEOUT", "soon"),
                pair.root()));
    Finished.assertOneLine(wrong, 2, "UNDERSTUDY_HANG_TIMEOUT", "soon");
  }

  @Test
  void withoutADirectoryItIsThatOfTheClassInTheWorkingDirectory() throws IOException {
    Path home = Files.createDirectory(pair.root().resolve("home"));
    Process start = pair.launch(List.of("start", "--alone"), Map.of(), home);
    try (SumsClient client = SumsClient.connect(home.resolve("Sums.run"))) {
      assertThat(client.add("here", 1)).isEqualTo(1);
    }
    assertThat(pair.finish(pair.launch(List.of("stop"), Map.of(), home)).exitCode()).isZero();
    assertThat(pair.finish(start).exitCode()).isZero();
  }

  @Test
  void aPrimaryThatDoesNotAnswerIsReportedAndStillHoldsTheDirectory() {
    Process alone = pair.start("--alone");
    pair.await("it serves", status -> true);
    Machine.signal("STOP", alone.pid());
    Finished.assertOneLine(pair.run("stop"), 1, "Nobody answers in " + pair.directory());
    Finished status = pair.run("status");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out()).contains("primary " + alone.pid(), "no primary answers");
    Finished.assertOneLine(pair.finish(pair.start()), 3, "process " + alone.pid());
    Machine.signal("CONT", alone.pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(alone).exitCode()).isZero();
  }

  @Test
  void twoStopsAtOnceBothFindItStopped() {
    Process primary = pair.start();
    pair.awaitProtected();
    List<String> stop = List.of("stop", "--dir", pair.directory().toString());
    Process one = pair.launch(stop, Map.of(), pair.root());
    Process other = pair.launch(stop, Map.of(), pair.root());
    List<Finished> finished = List.of(pair.finish(one), pair.finish(other));
    assertThat(finished).extracting(Finished::exitCode).contains(0);
    // The later one may have found nothing any more.
    assertThat(finished).extracting(Finished::exitCode).isSubsetOf(0, 4);
    assertThat(pair.finish(primary).exitCode()).isZero();
    Machine.await("no process of the pair is left").until(() -> pair.processes().isEmpty());
    assertThat(pair.sockets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonsense", "nonsense", "--hang-timeout=soon", "status --alone"})
  void aWrongCommandLineEndsWithTwo(String commandLine) {
    Finished wrong =
        pair.finish(pair.launch(List.of(commandLine.split(" ")), Map.of(), pair.root()));
    Finished.assertOneLine(wrong, 2, "--help");
  }
}
