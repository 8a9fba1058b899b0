package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.launch.contact.TestService.Output;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.node.state.NodeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

  private static void assertUsage(Output output, String message) {
    assertThat(output.err()).isEqualTo(message + "\n");
    assertThat(output.out()).isEmpty();
    assertThat(output.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--hang-timeout 5x|--hang-timeout '5x' is not a time such as 500ms, 5s or 2m.",
        "--hang-timeout=-1s|--hang-timeout '-1s' is not a time such as 500ms, 5s or 2m.",
        "--hang-timeout 1ms|--hang-timeout '1ms' is shorter than many a pause of a garbage collector:"
            + " name at least 100ms, or 0 for never.",
        "start --session-grace 10|--session-grace '10' is not a time such as 500ms, 5s or 2m.",
        "--snapshot-every 5MB|--snapshot-every '5MB' is not a size such as 512KiB, 64MiB or 1GiB.",
        "--snapshot-every 0|--snapshot-every '0' must be more than nothing.",
        "--sync sometimes|--sync 'sometimes' is neither 'none' nor 'always'.",
        "--dir|--dir needs a value: --dir DIR.",
        "--dir --alone|--dir needs a value: --dir DIR.",
        "--dir a --dir b|--dir is given twice.",
        "--json|There is no option --json of 'start'.",
        "--dir a b|'b' is not expected there; what is meant for the server class comes after --.",
        "--dir=a b|'b' is not expected there; what is meant for the server class comes after --.",
        "--alone b|'b' is not expected there; a directory is named so: --dir b; what is meant for"
            + " the server class comes after --.",
        "--dir run status|'status' is not expected there: the command comes first, as in 'status"
            + " --dir run'.",
        "start --alone stop|'stop' is not expected there: 'start' and 'stop' are two commands, and"
            + " one is done at a time.",
        "--alone=perhaps|--alone 'perhaps' is neither 'true' nor 'false'.",
      })
  void mistakesOfStart(String line, String message) {
    assertUsage(TestService.run(line.split(" ")), message + "\nTry 'start --help'.");
  }

  @Test
  void mistakesOfOtherCommands() {
    assertUsage(
        TestService.run("status", "--alone"),
        "There is no option --alone of 'status'.\nTry 'status --help'.");
    assertUsage(
        TestService.run("backup", "--dir", "run"),
        "'backup' needs a file: backup FILE.\nTry 'backup --help'.");
    assertUsage(
        TestService.run("restore", "a", "b"), "'b' is not expected there.\nTry 'restore --help'.");
    assertUsage(
        TestService.run("status", "run"),
        "'run' is not expected there; a directory is named so: --dir run.\n"
            + "Try 'status --help'.");
    assertUsage(
        TestService.run("status", "box office"),
        "'box office' is not expected there; a directory is named so: --dir 'box office'.\n"
            + "Try 'status --help'.");
    assertUsage(
        TestService.run("stop", "--dir", "a", "b"),
        "'b' is not expected there.\nTry 'stop --help'.");
    assertUsage(
        TestService.run("stop", "--", "x"),
        "Only 'start' takes arguments after --.\nTry 'stop --help'.");
    assertUsage(
        TestService.run("sotp"),
        "There is no command 'sotp', only start, status, stop, switchover, drill, backup, restore.\n"
            + "What is meant for the server class comes after --. Try '--help'.");
  }

  @Test
  void mistakeInTheEnvironmentIsNamedAsSuch() {
    assertUsage(
        TestService.run(Map.of("UNDERSTUDY_HANG_TIMEOUT", "soon"), "start"),
        "The environment variable UNDERSTUDY_HANG_TIMEOUT 'soon' is not a time such as 500ms, 5s or"
            + " 2m.\nTry 'start --help'.");
    assertUsage(
        TestService.run(Map.of("UNDERSTUDY_ALONE", "yes"), "start"),
        "The environment variable UNDERSTUDY_ALONE 'yes' is neither 'true' nor 'false'.\n"
            + "Try 'start --help'.");
  }

  @Test
  void pathThatCannotBe() {
    Output output = TestService.run("status", "--dir", "a\0b");
    assertThat(output.err())
        .isEqualTo("--dir 'a\0b' cannot be a path: Nul character not allowed.\n");
    assertThat(output.exitCode()).isEqualTo(2);
  }

  @Test
  void helpNamesCommandsVariablesAndExitCodes() {
    Output output = TestService.run("--help");
    assertThat(output.exitCode()).isZero();
    assertThat(output.err()).isEmpty();
    assertThat(output.out())
        .startsWith("Usage: BoxOfficeLauncher [--help] [--version] [COMMAND]\n")
        .contains("UNDERSTUDY_DIR")
        .contains("3 the directory is");
    assertThat(TestService.run("start", "--help").out())
        .startsWith("Usage: BoxOfficeLauncher start [")
        .contains("--sync=none|always");
    assertThat(TestService.run("--dir", "x", "--help").out())
        .startsWith("Usage: BoxOfficeLauncher start [");
    assertThat(TestService.run("status", "--help").out()).contains("--json");
    assertThat(TestService.run("backup", "--help").out())
        .startsWith("Usage: BoxOfficeLauncher backup [--help] [--version] [--dir=DIR] FILE\n");
  }

  @Test
  void versionIsOneLine() {
    Output output = TestService.run("--version");
    assertThat(output.exitCode()).isZero();
    assertThat(output.out()).matches("BoxOffice on Understudy \\S+( build\\))?, Java \\S+, .*\n");
  }

  private static NodeOptions options(Map<String, String> environment, String... args) {
    CommandLineRun run = new CommandLineRun(TestService.CLASS, () -> null, environment);
    Map<String, Command> commands =
        run.commands(List.of(args), List.of("a"), new Console(System.out, System.err));
    run.commandLine(commands).parseArgs(args);
    return ((StartCommand) commands.get("start")).options();
  }

  @Test
  void defaults() {
    assertThat(options(Map.of(), "start"))
        .isEqualTo(
            new NodeOptions(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                64L << 20,
                false,
                false,
                false,
                List.of("a")));
  }

  @Test
  void everyOptionIsHeard() {
    assertThat(
            options(
                Map.of(),
                "start",
                "--hang-timeout=0",
                "--session-grace",
                "500ms",
                "--snapshot-every",
                "1GiB",
                "--sync=always",
                "--alone"))
        .isEqualTo(
            new NodeOptions(
                Duration.ZERO, Duration.ofMillis(500), 1L << 30, true, true, false, List.of("a")));
  }

  @Test
  void whatIsTypedWinsOverTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "UNDERSTUDY_HANG_TIMEOUT", "2m",
            "UNDERSTUDY_SYNC", "always",
            "UNDERSTUDY_SNAPSHOT_EVERY", "100",
            "UNDERSTUDY_SESSION_GRACE", "",
            "UNDERSTUDY_ALONE", "true");
    assertThat(options(environment, "start", "--sync", "none"))
        .isEqualTo(
            new NodeOptions(
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                100,
                false,
                true,
                false,
                List.of("a")));
  }
}
