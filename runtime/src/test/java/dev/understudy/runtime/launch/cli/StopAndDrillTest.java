package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.launch.contact.FakePrimary;
import dev.understudy.runtime.launch.contact.PairFixture;
import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.launch.contact.TestService.Output;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.wire.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopAndDrillTest extends PairFixture {

  @Test
  void stopWhereNothingRuns() {
    assertThat(run("stop"))
        .isEqualTo(
            new Output(
                4,
                "",
                "Nothing runs in "
                    + directory
                    + ". Nothing has been started in "
                    + directory
                    + " yet.\n"));
    assertThat(run("drill").exitCode()).isEqualTo(4);
  }

  @Test
  void stopWaitsUntilBothAreGone() {
    Process first = process();
    Process second = process();
    PairFile pair = FakePrimary.pair(3, first.pid(), second.pid());
    primary(
        pair,
        command -> {
          if (command == CommandRequest.STOP) {
            first.destroyForcibly();
            consequences.add(first.onExit().thenRun(second::destroyForcibly));
          }
          return FakePrimary.grant(command, status(pair, State.PROTECTED));
        });
    assertThat(run("stop"))
        .isEqualTo(
            new Output(0, "BoxOffice has stopped. Its state is kept in " + directory + ".\n", ""));
    assertThat(Processes.of(second.pid())).isEmpty();
  }

  @Test
  void stopThatMeetsATakeoverStopsTheSuccessor() {
    Process first = process();
    Process second = process();
    PairFile before = FakePrimary.pair(3, first.pid(), second.pid());
    PairFile after = FakePrimary.pair(4, second.pid(), 0);
    primary(
        before,
        command -> {
          if (command == CommandRequest.STOP) {
            primary(
                after,
                again -> {
                  if (again == CommandRequest.STOP) {
                    second.destroyForcibly();
                  }
                  return FakePrimary.grant(again, status(after, State.UNPROTECTED));
                });
            first.destroyForcibly();
          }
          return FakePrimary.grant(command, status(before, State.PROTECTED));
        });
    assertThat(run("stop").exitCode()).isZero();
    assertThat(Processes.of(second.pid())).isEmpty();
  }

  @Test
  void stopWhosePrimaryDiesBeforeItAnswersStopsTheSuccessor() {
    Process first = process();
    Process second = process();
    PairFile before = FakePrimary.pair(3, first.pid(), second.pid());
    PairFile after = FakePrimary.pair(4, second.pid(), 0);
    primary(
        before,
        command -> {
          if (command != CommandRequest.STOP) {
            return FakePrimary.grant(command, status(before, State.PROTECTED));
          }
          first.destroyForcibly();
          primary(
              after,
              again -> {
                if (again == CommandRequest.STOP) {
                  second.destroyForcibly();
                }
                return FakePrimary.grant(again, status(after, State.UNPROTECTED));
              });
          return new byte[0];
        });
    assertThat(run("stop"))
        .isEqualTo(
            new Output(0, "BoxOffice has stopped. Its state is kept in " + directory + ".\n", ""));
    assertThat(Processes.of(second.pid())).isEmpty();
  }

  @Test
  void stopThatIsNeverAnsweredEnds() {
    PairFile pair = FakePrimary.pair(3, process().pid(), 0);
    FakePrimary primary =
        primary(
            pair,
            command ->
                command == CommandRequest.STOP
                    ? new byte[0]
                    : FakePrimary.grant(command, status(pair, State.UNPROTECTED)));
    StopCommand stop =
        new StopCommand(
            TestService.CLASS, new Console(System.out, System.err), Duration.ofMillis(50));
    CommandLineRun run = new CommandLineRun(TestService.CLASS, () -> null, Map.of());
    run.commandLine(Map.of("stop", stop)).parseArgs("stop", "--dir", directory.toString());
    assertThatThrownBy(stop::run)
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "The primary, process "
                + pair.primaryPid()
                + ", did not answer 'stop': the connection was closed before an answer came. Look"
                + " at 'status', and try again.");
    assertThat(primary.heard.stream().filter("stop"::equals).count()).isGreaterThan(1);
  }

  @Test
  void stopThatIsRefused() {
    PairFile pair = FakePrimary.pair(3, process().pid(), 0);
    primary(
        pair,
        command ->
            command == CommandRequest.STOP
                ? FakePrimary.frame(
                    new ServerMessage.Refused(Refusal.NOT_NOW, "It is being upgraded."))
                : FakePrimary.grant(command, status(pair, State.UNPROTECTED)));
    assertThat(run("stop"))
        .isEqualTo(
            new Output(
                1,
                "",
                "The primary, process "
                    + pair.primaryPid()
                    + ", refused to stop: It is being upgraded.\n"));
  }

  @Test
  void drillIsRefusedWithoutProtection() {
    Process process = process();
    PairFile pair = FakePrimary.pair(3, process.pid(), 0);
    primary(pair, command -> FakePrimary.grant(command, status(pair, State.UNPROTECTED)));
    assertThat(run("drill"))
        .isEqualTo(
            new Output(
                1,
                "",
                "No drill: the pair is UNPROTECTED, so killing its primary would end the service."
                    + " Wait until 'status' says PROTECTED.\n"));
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void drillReportsWhatTheTakeoverTook() {
    Process first = process();
    Process second = process();
    PairFile before = FakePrimary.pair(3, first.pid(), second.pid());
    primary(before, command -> FakePrimary.grant(command, status(before, State.PROTECTED)));
    consequences.add(
        first
            .onExit()
            .thenRun(
                () -> {
                  PairFile after = FakePrimary.pair(4, second.pid(), process().pid());
                  Obituary obituary =
                      new Obituary(first.pid(), "primary", 3, "closed", Instant.now(), 2500, null);
                  PairStatus status = status(after, State.PROTECTED, obituary);
                  primary(after, command -> FakePrimary.grant(command, status));
                }));
    Output output = run("drill");
    assertThat(output.err()).isEmpty();
    assertThat(output.exitCode()).isZero();
    assertThat(output.out().lines().toList()).hasSize(3);
    assertThat(output.out())
        .startsWith("Killed the primary, process " + first.pid() + ".\nDetected after ")
        .containsPattern("Detected after \\d+\\.\\d ms \\(closed\\); takeover in 2\\.5 ms\\. Now")
        .contains("Now process " + second.pid() + " serves, in epoch 4.\nPROTECTED again: the new");
  }

  @Test
  void aSwitchoverOfAPairThatIsBeingStoppedIsRefusedInThoseWords() {
    Process first = process();
    PairFile pair = FakePrimary.pair(3, first.pid(), 0);
    primary(
        pair,
        command ->
            command == CommandRequest.SWITCHOVER
                ? FakePrimary.frame(
                    new ServerMessage.Refused(Refusal.NOT_NOW, "the pair is being stopped"))
                : FakePrimary.grant(command, status(pair, State.PROTECTED)));
    assertThat(run("switchover"))
        .isEqualTo(new Output(1, "", "No switchover: the pair is being stopped.\n"));
  }

  /** A stop takes back a switchover that has begun: nobody died of it. */
  @Test
  void aSwitchoverThatAStopOvertakesSaysSo() throws Exception {
    Process first = process();
    Process second = process();
    PairFile pair = FakePrimary.pair(3, first.pid(), second.pid());
    Files.createFile(directory.journalDirectory().resolve("00000000000000000001.journal"));
    primary(
        pair,
        command -> {
          if (command != CommandRequest.SWITCHOVER_PROGRESS) {
            return FakePrimary.grant(command, status(pair, State.PROTECTED));
          }
          deletePairFile();
          LeftSockets.remove(directory, name -> false);
          first.destroyForcibly();
          second.destroyForcibly();
          return FakePrimary.frame(CommandReply.Signal.STOPPING);
        });
    assertThat(run("switchover"))
        .isEqualTo(
            new Output(
                4,
                "",
                "No switchover: the pair has been stopped meanwhile. Its state is kept in "
                    + directory
                    + "; 'start' goes on from it.\n"));
  }

  private void deletePairFile() {
    try {
      PairFile.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
