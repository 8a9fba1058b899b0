package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.Phase;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.TestService.Output;
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
public abstract class PairFixture {

  @TempDir public Path temporary;

  public RunDirectory directory;
  public final List<Process> processes = new ArrayList<>();
  public final List<FakePrimary> primaries = new ArrayList<>();
  public final List<Future<?>> consequences = new ArrayList<>();

  @BeforeEach
  public void create() {
    directory = RunDirectory.of(temporary.resolve("run"));
    directory.create();
  }

  @AfterEach
  public void end() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (FakePrimary primary : primaries) {
      primary.close();
    }
  }

  public Process process() {
    try {
      Process process = new ProcessBuilder("sleep", "600").start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public FakePrimary primary(PairFile pair, FakePrimary.Answers answers) {
    try {
      FakePrimary primary = new FakePrimary(directory, pair, answers);
      primaries.add(primary);
      return primary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static PairStatus status(PairFile pair, State state, Obituary... obituaries) {
    return new PairStatus(
        "BoxOffice",
        TestService.CLASS.mode(),
        TestService.CLASS.standbyRole(),
        state,
        pair.epoch(),
        new PairStatus.Primary(pair.primaryPid(), 10),
        pair.standbyPid() == 0 ? null : new PairStatus.Standby(pair.standbyPid(), Phase.READY, 10),
        null,
        List.of(obituaries),
        List.of(),
        0);
  }

  public Output run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--dir", directory.toString()));
    args.addAll(List.of(more));
    return TestService.run(args.toArray(String[]::new));
  }

  public PairContact contact(Duration timeout) {
    return new PairContact(directory, TestService.CLASS, timeout);
  }
}
