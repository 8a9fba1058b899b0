package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A writer inside a disk call is not hung: the successor would need the same disk. On a disk of its
 * own, which stands still for longer than the hang timeout.
 */
class StillDiskTest {

  private final PairRun pair = PairRun.of(SumsLauncher.class);
  private StillDisk disk;

  @AfterEach
  void endPair() {
    if (disk != null) {
      disk.goOnIfStill();
    }
    pair.processes().forEach(ProcessHandle::destroyForcibly);
    Machine.await("the end of all processes").until(() -> pair.processes().isEmpty());
    if (disk != null) {
      disk.close();
    }
    pair.close();
  }

  /** Whether a process has a thread of a name. */
  private static boolean hasThread(long pid, String name) {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        if (isNamed(thread, name)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNamed(Path thread, String name) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(name);
    } catch (NoSuchFileException e) {
      return false; // It has ended since the folder was listed.
    }
  }

  @Test
  void aPrimaryThatWaitsForItsDiskIsNotKilledAndGoesOnWithIt() {
    disk = StillDisk.at(pair.directory());
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (Callers callers = new Callers(pair.directory(), 4)) {
      callers.proceed();
      disk.stand();
      Machine.await("the standby misses its primary, and tries the disk itself")
          .until(() -> hasThread(before.standby().pid(), "disk-trial"));
      // And however long it takes: the trial must not end, and with it the primary.
      Machine.await("three more hang timeouts")
          .pollDelay(Duration.ofSeconds(3))
          .until(() -> hasThread(before.standby().pid(), "disk-trial"));
      assertThat(Machine.isAlive(before.primary().pid())).isTrue();
      disk.goOn();
      callers.proceed().end();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(after.epoch()).isEqualTo(before.epoch());
    assertThat(after.obituaries()).isEmpty();
    assertThat(pair.run("stop").exitCode()).isZero();
  }
}
