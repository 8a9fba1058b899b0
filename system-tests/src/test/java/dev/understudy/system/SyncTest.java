package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --sync always}: each reply waits for the disk, and many wait for it together. */
class SyncTest {

  private static final int BATCHES = 20;
  private static final int CALLS_AT_ONCE = 500;

  private PairRun pair;
  private Path trace;
  private Process strace;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
    trace = pair.root().resolve("trace");
  }

  @AfterEach
  void endPair() throws InterruptedException {
    if (strace != null) {
      strace.destroy(); // It lets go of what it has traced.
      strace.waitFor();
    }
    pair.close();
  }

  /** Has the kernel's calls that sync, of all threads of a process, written down, or fail. */
  private void traceSyncs(long pid, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-q", "-o", trace.toString()));
    command.addAll(List.of("-e", "trace=fdatasync,fsync"));
    command.addAll(List.of(more));
    command.addAll(List.of("-p", Long.toString(pid)));
    try {
      strace = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "strace is there: " + e.getMessage());
    }
    Machine.await("strace is at all threads, or may not be")
        .until(() -> !strace.isAlive() || isTraced(pid));
    assumeTrue(strace.isAlive(), "strace may trace");
  }

  private static boolean isTraced(long pid) throws IOException {
    for (Path task : tasks(pid)) {
      try {
        if (Files.readString(task.resolve("status")).contains("TracerPid:\t0")) {
          return false;
        }
      } catch (NoSuchFileException e) {
        return false; // It has ended since the folder was listed: look again.
      }
    }
    return true;
  }

  private static List<Path> tasks(long pid) throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.toList();
    }
  }

  private long syncs() throws IOException {
    // A call that another thread's comes between is told in two lines.
    return Files.readAllLines(trace).stream()
        .filter(line -> line.contains("sync(") && !line.contains("resumed"))
        .count();
  }

  private SumsClient connect() {
    return SumsClient.connect(
        pair.directory(),
        ClientOptions.DEFAULTS
            .withConnectTimeout(Machine.PATIENCE)
            .withCallTimeout(Machine.PATIENCE));
  }

  @Test
  void manyCallersWaitForOneSyncTogetherAndOneAloneForEach() throws Exception {
    PairStatus status = pair.startProtected("--sync", "always");
    try (SumsClient client = connect();
        Callers callers = new Callers(pair.directory(), 8)) {
      callers.proceed().proceed().end();
      traceSyncs(status.primary().pid());
      long before = syncs();
      for (int i = 0; i < 50; i++) {
        client.add("one", 1);
      }
      assertThat(syncs() - before).as("a sync for each").isGreaterThanOrEqualTo(50);

      before = syncs();
      for (int i = 0; i < BATCHES; i++) {
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        for (int j = 0; j < CALLS_AT_ONCE; j++) {
          calls.add(client.addAsync("many", 1));
        }
        calls.forEach(CompletableFuture::join);
      }
      assertThat(client.sum("many")).isEqualTo(BATCHES * CALLS_AT_ONCE);
      assertThat(syncs() - before)
          .as("syncs for %d updates", BATCHES * CALLS_AT_ONCE)
          .isBetween((long) BATCHES, BATCHES * CALLS_AT_ONCE / 5L);
    }
  }

  @Test
  void withoutItNothingIsSynced() throws Exception {
    PairStatus status = pair.startProtected();
    try (SumsClient client = connect()) {
      traceSyncs(status.primary().pid());
      for (int i = 0; i < 50; i++) {
        client.add("one", 1);
      }
      assertThat(syncs()).isZero();
    }
  }

  @Test
  void aPrimaryWhoseSyncFailsHaltsAndIsSucceeded() throws Exception {
    PairStatus before = pair.startProtected("--sync", "always");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      traceSyncs(before.primary().pid(), "-e", "inject=fdatasync,fsync:error=EIO");
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      callers.proceed().end();
    }
    Machine.awaitDeath(before.primary().pid());
    pair.awaitLogs(
        "process " + before.primary().pid() + " halts: its writer failed",
        "cannot be synced (Input/output error): check the disk");
  }
}
