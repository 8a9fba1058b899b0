package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsLauncher;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code start} as process 1 of a container: here, of a process namespace of its own. Its processes
 * have one number inside, which the pair file and the status tell, and another one outside.
 */
class ProcessOneTest {

  private static final List<String> UNSHARE =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

  private PairRun pair;
  private Process container;

  @BeforeEach
  void startContainer() throws IOException, InterruptedException {
    Process trial =
        new ProcessBuilder(Stream.concat(UNSHARE.stream(), Stream.of("true")).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(trial.waitFor() == 0, "no process namespaces for this user: " + said);
    pair = PairRun.of(SumsLauncher.class);
    container = startIn("container-1.out");
  }

  private Process startIn(String output) throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SumsLauncher.class.getName(),
            "--dir",
            pair.directory().toString());
    return new ProcessBuilder(Stream.concat(UNSHARE.stream(), java.stream()).toList())
        .directory(pair.root().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(pair.root().resolve(output).toFile())
        .start();
  }

  @AfterEach
  void endPair() {
    if (pair != null) {
      pair.close();
      container.destroyForcibly();
    }
  }

  @Test
  void processOneGuardsBuriesTheDeadAndEndsWithThePair() throws Exception {
    PairStatus first = pair.awaitProtected();
    assertThat(first.primary().pid()).isNotEqualTo(1);
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      pair.kill(outside(first.primary().pid()));
      PairStatus second = pair.awaitProtectedWithout(first.primary().pid());
      assertThat(second.primary().pid()).isEqualTo(first.standby().pid());
      callers.proceed();
      // Both are orphans by now: their parent, the first primary, is dead.
      pair.kill(outside(second.primary().pid()), outside(second.standby().pid()));
      pair.awaitProtectedWithout(second.primary().pid(), second.standby().pid());
      callers.proceed().end();
    }
    Machine.await("no dead process is left unburied").until(() -> zombies().isEmpty());
    Machine.signal("TERM", outside(1));
    assertThat(container.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(container.exitValue()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.directory().resolve("pair")).doesNotExist();
    assertThat(pair.status()).isEmpty();
  }

  @Test
  void theWholeContainerMayBeKilledAndStartedAgain() throws Exception {
    PairStatus first = pair.await("protected", status -> status.state() == State.PROTECTED);
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      pair.kill(outside(1));
      assertThat(container.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      Machine.await("all are dead").until(() -> pair.processes().isEmpty());
      container = startIn("container-2.out");
      PairStatus second =
          pair.await("another epoch", status -> status.epoch() == first.epoch() + 1);
      assertThat(second.primary().pid()).isNotEqualTo(1);
      callers.proceed().end();
    }
  }

  /** The number outside of a process that has this one inside. */
  private long outside(long inside) {
    return pair.processes().stream()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> numberInside(pid) == inside)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process " + inside + " in the container"));
  }

  // Outside of the container, a process has but one number.
  private static long numberInside(long pid) {
    String[] numbers = field(pid, "NSpid:").split("\\s+");
    return numbers.length < 2 ? 0 : Long.parseLong(numbers[numbers.length - 1]);
  }

  private static String field(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
          .lines()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }

  /** The dead children of the container's process 1. */
  private List<Long> zombies() {
    String one = Long.toString(outside(1));
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(pid -> field(pid, "PPid:").equals(one) && field(pid, "State:").startsWith("Z"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
