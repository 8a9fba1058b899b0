package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A primary that crashes, and whose memory the kernel writes to a file before it lets go of
 * anything: nobody waits for that.
 */
class CoreDumpTest {

  private static final long HEAP_MIB = 1_024;

  private PairRun place;
  private PairRun pair;

  @BeforeEach
  void choosePlace() throws IOException {
    String pattern = Files.readString(Path.of("/proc/sys/kernel/core_pattern")).trim();
    assumeFalse(pattern.startsWith("|"), "the kernel writes core files itself, not: " + pattern);
    long free = Files.getFileStore(Path.of("/tmp")).getUsableSpace();
    assumeTrue(free > 3 * HEAP_MIB << 20, "there is room in /tmp for a core file");
    assumeTrue(
        Machine.availableMemoryBytes() > 3 * HEAP_MIB << 20, "there is memory for two large heaps");
    // Its folder goes with the test, and a core file in it; one elsewhere would be whole, or cut.
    assumeTrue(!pattern.contains("/"), "core files are written where the process works");
    place = PairRun.of(SumsLauncher.class);
    pair =
        place
            .with("-Xms" + HEAP_MIB + "m")
            .with("-Xmx" + HEAP_MIB + "m")
            .with("-XX:+AlwaysPreTouch");
  }

  @AfterEach
  void endPair() {
    if (place != null) {
      place.close();
    }
  }

  private static void allowCore(long pid) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + pid, "--core=unlimited")
            .redirectErrorStream(true)
            .start();
    prlimit.getInputStream().readAllBytes();
    assumeTrue(prlimit.waitFor() == 0, "core files may be allowed: the hard limit is no less");
  }

  @ParameterizedTest
  @CsvSource({"hot, server, SEGV, 5s", "warm, client, ABRT, 1s", "cold, server, ABRT, 1s"})
  void theDumpOfACrashedPrimaryIsCutShortAndNobodyWaitsForIt(
      String mode, String role, String signal, String hangTimeout) throws Exception {
    PairRun other = (mode + role).equals("hotserver") ? pair : pair.of(OtherMode.as(mode, role));
    other.start("--hang-timeout", hangTimeout);
    PairStatus before =
        other.await("protected", status -> status.state() == PairStatus.State.PROTECTED);
    long victim = before.primary().pid();
    allowCore(victim);
    try (Callers callers = new Callers(pair.directory(), 3)) {
      callers.proceed();
      Machine.signal(signal, victim);
      PairStatus after =
          other.await("succeeded", status -> status.primary().pid() != victim && told(status) > 0);
      if (before.standby() != null) {
        assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      }
      assertThat(after.obituaries())
          .filteredOn(obituary -> obituary.pid() == victim)
          .singleElement()
          .satisfies(
              obituary ->
                  assertThat(obituary.cause())
                      .contains("it crashed, and the dump of its memory was cut short"));
      callers.proceed().end();
    }
    assertThat(Machine.isAlive(victim)).isFalse();
    assertThat(place.run("status", "--json").out()).contains("dump of its memory was cut short");
  }

  private static long told(PairStatus status) {
    return status.obituaries().size();
  }
}
