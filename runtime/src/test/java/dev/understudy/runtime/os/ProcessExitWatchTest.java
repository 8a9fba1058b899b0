package dev.understudy.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessExitWatchTest {

  @TempDir private Path root;

  private static Instant get(CompletableFuture<Instant> death) throws Exception {
    return death.get(60, TimeUnit.SECONDS);
  }

  @Test
  void tellsOfADeathAndNotBefore() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity identity = Processes.of(process.pid()).orElseThrow();
      CompletableFuture<Instant> death = ProcessExitWatch.begin(identity);
      assertThat(death).isNotDone();
      Instant before = Instant.now();
      assertThat(identity.kill()).isTrue();
      assertThat(get(death)).isAfterOrEqualTo(before);
      assertThat(identity.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void tellsOfTheDeadAndOfThoseWhoseNumberAnotherBearsAtOnce() throws Exception {
    ProcessIdentity self = Processes.self();
    get(ProcessExitWatch.begin(new ProcessIdentity(self.pid(), self.startTicks() - 1)));
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    get(ProcessExitWatch.begin(new ProcessIdentity(process.pid(), 1)));
  }

  @Test
  void theFenceCanBeAskedForWithoutBeingTaken() {
    RunDirectory directory = RunDirectory.of(root);
    assertThat(Fence.isTaken(directory)).isFalse();
    try (Fence fence = Fence.open(directory)) {
      assertThat(Fence.isTaken(directory)).isFalse();
      assertThat(fence.tryTake()).isTrue();
      assertThat(Fence.isTaken(directory)).isTrue();
      assertThat(fence.isHeld()).isTrue();
    }
    assertThat(Fence.isTaken(directory)).isFalse();
  }

  @Test
  void tellsDeadChildrenFromOthers() {
    assertThat(ZombieReaper.isDeadChild("77 (a) b (c)) Z 1 77 77", "1")).isTrue();
    assertThat(ZombieReaper.isDeadChild("77 (java) S 1 77 77", "1")).isFalse();
    assertThat(ZombieReaper.isDeadChild("77 (java) Z 12 77 77", "1")).isFalse();
    assertThat(ZombieReaper.isDeadChild("", "1")).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theJdksOwnChildIsLeftToTheJdk() throws IOException, InterruptedException {
    Process own = new ProcessBuilder("sh", "-c", "exit 7").start();
    while (!own.waitFor(1, TimeUnit.MILLISECONDS)) {
      assertThat(ZombieReaper.bury(own.pid())).isZero();
    }
    assertThat(own.exitValue()).isEqualTo(7);
  }
}
