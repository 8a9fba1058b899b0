package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import dev.understudy.system.servers.UnshareableResource;
import dev.understudy.system.servers.UnshareableResourceClient;
import dev.understudy.system.servers.UnshareableResourceLauncher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How processes start others, what is told when those do not come, and whom nobody touches. */
class ChildrenTest {

  private PairRun pair = PairRun.of(SumsLauncher.class);

  @AfterEach
  void endPair() {
    pair.close();
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noSecretOfAFlagIsOnTheCommandLineOfAChild() throws IOException {
    Process first = pair.with("-Dpassword=hush").start("--", "hush");
    PairStatus before = pair.awaitProtected();
    pair.kill(before.primary().pid());
    pair.awaitProtectedWithout(before.primary().pid());
    assertThat(pair.processes()).extracting(ProcessHandle::pid).doesNotContain(first.pid());
    for (ProcessHandle process : pair.processes()) {
      assertThat(commandLine(process))
          .contains("arguments-children", "launcher=" + SumsLauncher.class.getName())
          .doesNotContain("hush");
    }
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.arguments()).containsExactly("hush");
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.directory().resolve("arguments-children")).doesNotExist();
  }

  private PairRun single(int exitCode) {
    return pair.as(UnshareableResourceLauncher.class)
        .with("-D" + UnshareableResource.FILE + "={dir}.taken")
        .with("-D" + UnshareableResource.EXIT_CODE + "=" + exitCode);
  }

  @Test
  void aStandbyThatCannotComeIsToldWithItsExitCodeAndItsLastLine() {
    PairRun single = single(7);
    single.start();
    PairStatus status =
        single.await(
            "it is told",
            now -> now.problems().stream().anyMatch(problem -> problem.contains("exit code 7")));
    assertThat(status.state()).isEqualTo(State.UNPROTECTED);
    assertThat(status.problems())
        .anyMatch(
            problem ->
                problem.matches(
                    "The last standby, process \\d+, was of no use: its process ended with exit code"
                        + " 7; .*/logs/standby-e2-\\d+\\.log ends: the resource is taken already\\."));
    assertThat(status.obituaries())
        .anyMatch(obituary -> obituary.cause().contains("the resource is taken already"));
    try (UnshareableResourceClient client = UnshareableResourceClient.connect(pair.directory())) {
      assertThat(client.sing()).isEqualTo(1);
    }
    assertThat(single.run("stop").exitCode()).isZero();
  }

  @Test
  void aGuardianWhoseFirstPrimaryFailsForGoodEnds() throws IOException {
    Files.createFile(Path.of(pair.directory() + ".taken"));
    PairRun single = single(1);
    Finished ended = single.finish(single.start("--guard"));
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "guardian: gives up: 3 primaries in a row could not run, and none has served",
            "exit code 1",
            "the resource is taken already");
    assertThat(single.processes()).isEmpty();
    assertThat(single.run("status").exitCode()).isEqualTo(4);
  }

  /** By its first primary, that is: here it is stopped by a signal that it can be, and no other. */
  @Test
  void aGuardianIsStoppedBeforeItsFirstPrimaryServes() {
    Process guardian = pair.start("--guard");
    Machine.await("it guards").until(() -> Files.exists(pair.runDirectory().guardianFile()));
    Finished stop = pair.run("stop");
    assertThat(stop.exitCode()).as(stop.toString()).isZero();
    Finished guarded = pair.finish(guardian);
    assertThat(guarded.exitCode()).isZero();
    assertThat(guarded.err()).doesNotContain("exit code", "signal");
    assertThat(pair.processes()).isEmpty();
  }

  @Test
  void aStopOfWhatHasNeverServedKeepsNoState() throws IOException {
    Files.createFile(Path.of(pair.directory() + ".taken"));
    PairRun single = single(7);
    Process guardian = single.start("--guard");
    single.awaitLogs("guardian: ", "its guardian saw it end with exit code 7)");
    Finished stop = single.run("stop");
    assertThat(stop.exitCode()).as(stop.toString()).isZero();
    assertThat(stop.out())
        .isEqualTo(
            "UnshareableResource has stopped. It had not served yet: there is no state in %s.%n"
                .formatted(pair.directory()));
    assertThat(single.finish(guardian).exitCode()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void crashLogsOfChildrenAreAmongTheLogs() {
    PairStatus before = pair.startProtected();
    Machine.signal("SEGV", before.standby().pid());
    pair.awaitProtectedWithout(before.standby().pid());
    Path crash = pair.directory().resolve("logs/hs_err_pid" + before.standby().pid() + ".log");
    assertThat(crash).exists();
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  /** As a terminal does after Ctrl-S: a pipe that is full, and that nobody reads. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anOutputThatTakesNoMoreHoldsUpNobody() throws Exception {
    List<String> words = new ArrayList<>(List.of("bash", "-c"));
    words.add(
        "mkfifo \"$0\" && exec 3<>\"$0\" && head -c 65536 /dev/zero >&3 && exec \"$@\" >&3 2>&3");
    words.add(pair.root().resolve("full").toString());
    words.addAll(List.of(command("start")));
    Process primary = new ProcessBuilder(words).start();
    PairStatus before = pair.awaitProtected();
    assertThat(before.primary().pid()).isEqualTo(primary.pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(1);
      pair.kill(before.standby().pid());
      pair.awaitProtectedWithout(before.standby().pid());
      assertThat(client.add("a", 1)).isEqualTo(2);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(primary.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(primary.exitValue()).isZero();
  }

  /** Where the processes of the pair have no numbers, or others than here. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fromAnotherNamespaceNobodyIsKilledAndThePairCanBeStopped() throws Exception {
    assumeTrue(
        runsInNamespace("true").exitValue() == 0, "it needs unshare, and the right to use it");
    PairStatus before = pair.startProtected();
    Process drill = runsInNamespace(command("drill"));
    assertThat(drill.exitValue()).isEqualTo(1);
    assertThat(new String(drill.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("No drill: the pair runs in another PID namespace (a container?)");
    assertThat(runsInNamespace(command("status")).exitValue()).isZero();
    assertThat(pair.awaitProtected().primary().pid()).isEqualTo(before.primary().pid());
    Process switchover = runsInNamespace(command("switchover"));
    assertThat(new String(switchover.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("Process " + before.standby().pid() + " serves, in epoch 2");
    assertThat(switchover.exitValue()).isZero();
    pair.awaitProtected();
    assertThat(runsInNamespace(command("stop")).exitValue()).isZero();
    Machine.await("the end of both").until(() -> pair.processes().isEmpty());
    assertThat(pair.run("status").out()).contains("The pair was stopped in order");
  }

  private String[] command(String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SumsLauncher.class.getName(), name));
    command.addAll(List.of("--dir", pair.directory().toString()));
    return command.toArray(String[]::new);
  }

  private static Process runsInNamespace(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    if (!process.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", words) + " does not end");
    }
    return process;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aWorkingDirectoryThatTheLocaleCannotHoldIsToldAndNothingIsMade() throws IOException {
    Path folder = Files.createDirectory(pair.root().resolve("w\u00e9"));
    Map<String, String> posix = Map.of("LC_ALL", "POSIX");
    Finished refused = pair.finish(pair.launch(List.of("start"), posix, folder));
    Finished.assertOneLine(
        refused, 1, "This locale cannot hold the name of the working directory", "LC_ALL");
    try (DirectoryStream<Path> made = Files.newDirectoryStream(folder)) {
      assertThat(made).isEmpty();
    }
    Finished.assertOneLine(
        pair.finish(pair.launch(List.of("start", "--dir", "d\u00e9"), posix, pair.root())),
        1,
        "This locale cannot hold the name of --dir 'd",
        "start with LC_ALL=C.UTF-8.");
  }
}
