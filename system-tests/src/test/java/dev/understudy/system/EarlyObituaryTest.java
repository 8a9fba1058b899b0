package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A death that the mutex of the dead writer tells of, before the kernel has closed its files. */
@EnabledOnOs(OS.LINUX)
class EarlyObituaryTest {

  private static final String BY_MUTEX = "the kernel handed on the mutex of its writer; fenced";

  /** The end of file may be seen first where a thread gets no processor; not again and again. */
  private static final int KILLS = 5;

  private PairRun place;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    place.close();
  }

  @ParameterizedTest
  @CsvSource({"hot, server", "hot, client", "warm, server", "warm, client"})
  void theMutexTellsInEveryModeThatHasAStandby(String mode, String role) throws IOException {
    PairRun pair = (mode + role).equals("hotserver") ? place : place.of(OtherMode.as(mode, role));
    PairStatus status = pair.startProtected();
    String cause = "";
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      for (int kills = 1; kills <= KILLS && !cause.startsWith(BY_MUTEX); kills++) {
        long killed = status.primary().pid();
        assertThat(client.add("a", 1)).isEqualTo(2 * kills - 1);
        pair.kill(killed);
        assertThat(client.add("a", 1)).isEqualTo(2 * kills);
        status = pair.awaitProtectedWithout(killed);
        cause = status.obituaries().get(status.obituaries().size() - 1).cause();
        assertThat(cause).contains("serving after");
        pair.awaitLogs("takeover: primary " + killed + " died", cause);
      }
    }
    assertThat(cause).startsWith(BY_MUTEX);
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(mutexes(pair.directory())).isZero();
  }

  private static int mutexes(Path directory) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.mutex")) {
      for (Path file : files) {
        assertThat(file).isRegularFile();
        count++;
      }
    }
    return count;
  }

  /** Its lock is free, and yet the directory is not: the standby is the one to succeed. */
  @Test
  void aStartDoesNotOvertakeAStandbyThatIsFrozen() {
    PairStatus before = place.startProtected();
    long standby = before.standby().pid();
    Machine.signal("STOP", standby);
    place.kill(before.primary().pid());
    Machine.awaitDeath(before.primary().pid());
    Finished start = place.run("start");
    Finished.assertOneLine(start, 3, "is about to be served by its standby, process " + standby);
    Machine.signal("CONT", standby);
    PairStatus after = place.awaitProtectedWithout(before.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(standby);
  }

  /** Nobody is left, and what they left says nothing against the next start. */
  @Test
  void aDirectoryOfTheDeadIsStartedAgain() throws IOException {
    PairStatus before = place.startProtected();
    try (SumsClient client = SumsClient.connect(place.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(1);
    }
    place.kill(before.standby().pid(), before.primary().pid());
    Machine.awaitDeath(before.primary().pid());
    Machine.awaitDeath(before.standby().pid());
    assertThat(mutexes(place.directory())).isPositive();
    place.startProtected();
    try (SumsClient client = SumsClient.connect(place.directory())) {
      assertThat(client.add("a", 1)).isEqualTo(2);
    }
  }
}
