package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.api.StatusOfJson;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.contact.FakePrimary;
import dev.understudy.runtime.launch.contact.PairFixture;
import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.launch.contact.TestService.Output;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.Processes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code start} says, and what a start that failed leaves behind. */
class StartTest extends PairFixture {

  @Test
  void startWhereAnotherServes() {
    try (Fence fence = Fence.open(directory)) {
      assertThat(fence.tryTake()).isTrue();
      assertThat(run("start"))
          .isEqualTo(
              new Output(
                  3,
                  "",
                  directory
                      + " is already served, by a process that has just been started. See how it is"
                      + " with 'status', end it with 'stop', or name another directory with"
                      + " --dir.\n"));
      long pid = ProcessHandle.current().pid();
      FakePrimary.pair(3, pid, 0).write(directory);
      assertThat(run("start").err()).contains("is already served, by process " + pid + ".");
      FakePrimary.pair(3, Integer.MAX_VALUE, 0).write(directory); // Of the pair before.
      assertThat(run("start").err()).contains("by a process that has just been started");
    }
  }

  @Test
  void startWhereTheFenceWasDeletedUnderARunningPair() throws Exception {
    PairFile pair = FakePrimary.pair(3, ProcessHandle.current().pid(), 0);
    primary(pair, command -> FakePrimary.grant(command, status(pair, State.PROTECTED)));
    assertThat(run("start"))
        .isEqualTo(
            new Output(
                3,
                "",
                directory
                    + " is already served, by process "
                    + pair.primaryPid()
                    + ", although nobody holds the fence: the file "
                    + directory.fenceFile()
                    + " was deleted or replaced while the pair runs. Run 'stop', then 'start'.\n"));
    try (Fence fence = Fence.open(directory)) {
      assertThat(fence.tryTake()).isTrue();
    }
  }

  @Test
  void startInADirectoryThatIsOpenToOthers() throws Exception {
    Files.setPosixFilePermissions(directory.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Output output = run("start");
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err()).contains("chmod 700").hasLineCount(1).endsWith(".\n");
  }

  @Test
  void greetingNamesTheProcessTheDirectoryAndTheWayToStop() {
    JavaInvocation java =
        new JavaInvocation(
            Path.of("/opt/java"),
            17,
            "17",
            List.of(),
            "/opt/a.jar",
            "",
            new JavaInvocation.Main.OfClass("com.M"));
    assertThat(start().greeting(directory, java, 4711))
        .containsExactly(
            "BoxOffice is served by process 4711 in " + directory + ".",
            "When this process dies, this command ends, but the pair lives on: its standby takes"
                + " over.",
            "To end both, press Ctrl-C while this process lives, or run at any time:",
            "  /opt/java/bin/java -cp /opt/a.jar com.M stop --dir " + directory);
    assertThat(start("--alone").greeting(directory, java, 4711).get(1))
        .startsWith("It is alone (--alone): when it dies, nothing serves until the next start.");
  }

  /** A guardian pauses between two primaries, and is found by its file. */
  @Test
  void aStartWhileAGuardianPausesIsRefusedAndLeavesItsFileAlone() throws Exception {
    Process guardian = process();
    long ticks = Processes.of(guardian.pid()).orElseThrow().startTicks();
    GuardianFile file = new GuardianFile(guardian.pid(), ticks);
    file.write(directory);
    for (List<String> options : List.of(List.<String>of(), List.of("--alone"))) {
      assertThat(run("start", options.toArray(String[]::new)))
          .isEqualTo(
              new Output(
                  3,
                  "",
                  "%s is guarded already, by process %d, which is about to start the next primary. End it with 'stop', or name another directory with --dir.\n"
                      .formatted(directory, guardian.pid())));
      assertThat(GuardianFile.read(directory)).contains(file);
    }
  }

  @Test
  void aStartThatWasRefusedIsTold() throws Exception {
    Process dead = process();
    dead.destroyForcibly().waitFor();
    FakePrimary.pair(7, dead.pid(), 0).write(directory);
    assertThat(run("status").out()).contains("'start' brings back every acknowledged update.");
    StartNote.write(directory, Instant.parse("2026-11-28T22:15:01.999Z"), "Update 2 throws.");
    String told =
        "The last 'start', at %s, was refused: Update 2 throws."
            .formatted(
                LocalDateTime.ofInstant(
                        Instant.parse("2026-11-28T22:15:01Z"), ZoneId.systemDefault())
                    .toString()
                    .replace('T', ' '));
    Output output = run("status");
    assertThat(output.exitCode()).isEqualTo(4);
    assertThat(output.out())
        .startsWith("BoxOffice   DOWN. " + told + "\n")
        .doesNotContain("brings back", "problems");
    PairStatus status = StatusOfJson.read(run("status", "--json").out().strip());
    assertThat(status.problems()).containsExactly(told);
    assertThat(status.toText()).doesNotContain("brings back").contains("problems    " + told);
    assertThat(run("stop"))
        .isEqualTo(new Output(4, "", "Nothing runs in " + directory + ". " + told + "\n"));
    Files.delete(directory.pairFile());
    assertThat(run("status").out()).startsWith("BoxOffice   DOWN. " + told + "\n");
  }

  @Test
  void aStartThatIsRefusedLeavesItsReason() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream console = new PrintStream(err, true, StandardCharsets.UTF_8);
    CommandLineRun run =
        new CommandLineRun(
            TestService.CLASS,
            () -> {
              throw new NoClassDefFoundError("com/x/Seat");
            },
            Map.of());
    List<String> start = List.of("start", "--alone", "--dir", directory.toString());
    assertThat(run.run(start, new Console(console, console))).isEqualTo(1);
    String refusal =
        "The server object cannot be made: the class com.x.Seat is missing: the class path lacks"
            + " it; add the jar that holds it.";
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(refusal + System.lineSeparator());
    assertThat(run("status").out())
        .startsWith("BoxOffice   DOWN. The last 'start', at ")
        .contains(", was refused: " + refusal + "\n");
  }

  /** Else the reason of an earlier one would stand there. */
  @Test
  void aStartThatEndsWithAFaultOfOursLeavesThatToo() {
    StartNote.write(directory, Instant.EPOCH, "Update 2 throws.");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream console = new PrintStream(err, true, StandardCharsets.UTF_8);
    CommandLineRun run = new CommandLineRun(TestService.CLASS, () -> null, Map.of());
    List<String> start = List.of("start", "--alone", "--dir", directory.toString());
    assertThat(run.run(start, new Console(console, console))).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("internal fault of Understudy");
    assertThat(run("status").out())
        .contains(", was refused: An internal fault: java.lang.NullPointerException");
  }

  private static StartCommand start(String... args) {
    Console console = new Console(System.out, System.err);
    StartCommand start =
        new StartCommand(TestService.CLASS, () -> null, List.of(), List.of(), console);
    CommandLineRun run = new CommandLineRun(TestService.CLASS, () -> null, Map.of());
    List<String> words = new ArrayList<>(List.of("start"));
    words.addAll(List.of(args));
    run.commandLine(Map.of("start", start)).parseArgs(words.toArray(String[]::new));
    return start;
  }
}
