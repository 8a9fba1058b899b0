package dev.understudy.runtime.launch;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.TestService.Output;
import dev.understudy.runtime.observe.PairStatus;
import dev.understudy.runtime.observe.PairStatus.Phase;
import dev.understudy.runtime.observe.PairStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory, processes and fake primaries for the tests of commands. */
abstract class PairFixture {

  @TempDir Path temporary;

  RunDirectory directory;
  final List<Process> processes = new ArrayList<>();
  final List<FakePrimary> primaries = new ArrayList<>();
  final List<Future<?>> consequences = new ArrayList<>();

  @BeforeEach
  void create() {
    directory = RunDirectory.of(temporary.resolve("run"));
    directory.create();
  }

  @AfterEach
  void end() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (FakePrimary primary : primaries) {
      primary.close();
    }
  }

  Process process() {
    try {
      Process process = new ProcessBuilder("sleep", "600").start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakePrimary primary(PairFile pair, FakePrimary.Answers answers) {
    try {
      FakePrimary primary = new FakePrimary(directory, pair, answers);
      primaries.add(primary);
      return primary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PairStatus status(PairFile pair, State state, Obituary... obituaries) {
    return new PairStatus(
        "BoxOffice",
        TestService.CLASS.mode(),
        TestService.CLASS.standbyRole(),
        state,
        pair.epoch(),
        new PairStatus.Primary(pair.primaryPid(), 10),
        pair.standbyPid() == 0 ? null : new PairStatus.Standby(pair.standbyPid(), Phase.READY, 10),
        List.of(obituaries),
        List.of(),
        0);
  }

  Output run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--dir", directory.toString()));
    args.addAll(List.of(more));
    return TestService.run(args.toArray(String[]::new));
  }

  PairContact contact(Duration timeout) {
    return new PairContact(directory, TestService.CLASS, timeout);
  }
}
