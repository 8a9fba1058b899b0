package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mode WARM: asleep means asleep, however busy the primary is. */
class SleepTest {

  private static final long TICKS_PER_SECOND = 100; // Of the kernel's clock for such figures.

  private PairRun place;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    place.close();
  }

  /** The processor time that a process has used, in ticks of the kernel. */
  private static long used(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException e) {
      throw new AssertionError("process " + pid + " is gone", e);
    }
  }

  // Its rehearsal begins some ticks after it has joined.
  private static void awaitSleep(long pid) {
    long[] last = {used(pid)};
    int[] quiet = {0};
    Machine.await("the standby has rehearsed, and sleeps")
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              long before = last[0];
              last[0] = used(pid);
              quiet[0] = last[0] - before <= 2 ? quiet[0] + 1 : 0;
              return quiet[0] == 4;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void theStandbyUsesNextToNoProcessorTimeWhileThePrimaryWorks(String role) {
    PairRun pair = place.of(OtherMode.as("warm", role));
    PairStatus status = pair.startProtected();
    long primary = status.primary().pid();
    long standby = status.standby().pid();
    try (Callers callers = new Callers(pair.directory(), 6)) {
      callers.proceed();
      awaitSleep(standby); // Each client that comes has woken it once, for a reserve.
      long primaryBefore = used(primary);
      long standbyBefore = used(standby);
      Machine.await("the primary has worked for two seconds of processor time")
          .until(() -> used(primary) - primaryBefore > 2 * TICKS_PER_SECOND);
      assertThat(used(standby) - standbyBefore).isLessThan((used(primary) - primaryBefore) / 10);
      callers.proceed().end();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.standby().pid()).isEqualTo(standby);
    assertThat(after.standby().phase()).isEqualTo(PairStatus.Phase.ASLEEP);
    assertThat(after.standby().sequence()).isZero();
  }
}
