package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import dev.understudy.system.servers.UncomparedResultsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code backup} and {@code restore}, of pairs that run and of directories in which nothing does.
 */
class BackupTest {

  private static final Pattern UPDATE = Pattern.compile("update (\\d+), epoch (\\d+)");

  private PairRun pair;
  private Path file;
  private Path elsewhere;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
    file = pair.root().resolve("sums.backup");
    elsewhere = pair.root().resolve("elsewhere");
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private Finished backup() {
    return pair.run("backup", file.toString());
  }

  private Finished restore(Path from, Path to) {
    List<String> restore = List.of("restore", from.toString(), "--dir", to.toString());
    return pair.finish(pair.launch(restore, Map.of(), pair.root()));
  }

  private Process startElsewhere(String... arguments) {
    List<String> start = new ArrayList<>(List.of("start", "--alone", "--dir", "" + elsewhere));
    start.addAll(List.of(arguments));
    return pair.launch(start, Map.of(), pair.root());
  }

  private static void assertDone(Finished finished) {
    assertThat(finished.exitCode()).as(finished.toString()).isZero();
    assertThat(finished.out()).hasLineCount(1);
    assertThat(finished.err()).isEmpty();
  }

  private static long number(Finished finished, int group) {
    Matcher matcher = UPDATE.matcher(finished.out());
    assertThat(matcher.find()).as(finished.out()).isTrue();
    return Long.parseLong(matcher.group(group));
  }

  @Test
  void whatIsWrittenWhileClientsWriteIsWholeAndNoOlderThanTheCommand() throws IOException {
    // Snapshots come often, so that files go while they are read.
    pair.startProtected("--snapshot-every", "64KiB", "--", "first");
    try (Callers callers = new Callers(pair.directory(), 4);
        SumsClient client = SumsClient.connect(pair.directory())) {
      callers.proceed();
      for (int round = 1; round <= 3; round++) {
        assertThat(client.add("before", 1)).isEqualTo(round);
        long acknowledged = pair.status().orElseThrow().primary().sequence();
        Files.deleteIfExists(file);
        Finished backup = backup();
        assertDone(backup);
        assertThat(backup.out()).contains(file + ": ", "bytes, update", "epoch 1.");
        assertThat(number(backup, 1)).isGreaterThanOrEqualTo(acknowledged);
        callers.proceed();
      }
      callers.end();
    }
    assertDone(restore(file, elsewhere));
    Process other = startElsewhere();
    try (SumsClient client = SumsClient.connect(elsewhere)) {
      assertThat(client.sum("before")).isEqualTo(3);
    }
    Machine.signal("TERM", other.pid());
    assertThat(pair.finish(other).exitCode()).isZero();
    assertThat(pair.awaitProtected().obituaries()).isEmpty();
  }

  @Test
  void whatIsRestoredElsewhereIsTheSameStateAndGoesOn() throws IOException {
    PairStatus before = pair.startProtected("--", "first", "second");
    List<String> epochs;
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      for (int i = 0; i < 100; i++) {
        client.add("sum " + i, i);
      }
      pair.kill(before.primary().pid());
      pair.awaitProtectedWithout(before.primary().pid());
      Machine.await("the second epoch").until(() -> client.epochs().size() == 2);
      epochs = client.epochs();
    }
    Finished backup = backup();
    assertDone(backup);
    assertThat(number(backup, 2)).isEqualTo(2);
    Finished restore = restore(file, elsewhere);
    assertDone(restore);
    assertThat(restore.out()).contains(elsewhere.toString(), "'start' goes on from there");
    assertThat(number(restore, 1)).isEqualTo(number(backup, 1));

    Path again = pair.root().resolve("again.backup");
    List<String> second = List.of("backup", again.toString(), "--dir", elsewhere.toString());
    assertDone(pair.finish(pair.launch(second, Map.of(), pair.root())));
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));

    startElsewhere("--", "other");
    try (SumsClient client = SumsClient.connect(elsewhere)) {
      assertThat(client.arguments()).containsExactly("first", "second");
      for (int i = 0; i < 100; i++) {
        assertThat(client.sum("sum " + i)).isEqualTo(i);
      }
      assertThat(client.epochs()).startsWith(epochs.toArray(new String[0]));
      assertThat(client.add("sum 1", 1)).isEqualTo(2);
      assertThat(client.stamp().sequence()).isGreaterThan(number(backup, 1));
    }
    pair.awaitLogs("epoch 3", "ignored the arguments after --");
    // The one that was copied knows nothing of it.
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.sum("sum 1")).isEqualTo(1);
    }
  }

  @Test
  void whatDiedIsBackedUpWithoutAStartAndAPairIsMadeOfIt() {
    Process alone = pair.start("--alone");
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 7)).isEqualTo(7);
      pair.kill(alone.pid());
    }
    assertDone(backup());
    Machine.deleteTree(pair.directory());
    assertDone(restore(file, pair.directory()));
    assertThat(pair.run("status").exitCode()).isEqualTo(4);
    PairStatus status = pair.startProtected();
    assertThat(status.epoch()).isEqualTo(2);
    pair.kill(status.primary().pid());
    pair.awaitProtectedWithout(status.primary().pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.sum("kept")).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @CsvSource({"hot, client, hot, server", "warm, client, hot, client", "hot, server, warm, server"})
  void anotherModeAndRoleGoesOnWithIt(String mode, String role, String nextMode, String nextRole) {
    PairRun one = pair.of(OtherMode.as(mode, role));
    PairRun other = pair.of(OtherMode.as(nextMode, nextRole));
    one.startProtected("--", "first");
    long backedUp;
    try (Callers callers = new Callers(pair.directory(), 2);
        SumsClient client = SumsClient.connect(pair.directory())) {
      callers.proceed();
      assertThat(client.add("before", 5)).isEqualTo(5);
      Finished backup = one.run("backup", file.toString());
      assertDone(backup);
      backedUp = number(backup, 1);
      callers.proceed().end();
    }
    assertThat(one.run("stop").exitCode()).isZero();
    Machine.deleteTree(pair.directory());
    assertDone(other.run("restore", file.toString()));
    PairStatus status = other.startProtected("--", "other");
    assertThat(status.mode()).hasToString(nextMode.toUpperCase(Locale.ROOT));
    assertThat(status.standbyRole()).hasToString(nextRole.toUpperCase(Locale.ROOT));
    assertThat(status.primary().sequence()).isGreaterThanOrEqualTo(backedUp);
    other.kill(status.primary().pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.arguments()).containsExactly("first");
      assertThat(client.sum("before")).isEqualTo(5);
    }
    other.awaitProtectedWithout(status.primary().pid());
    assertThat(other.run("stop").exitCode()).isZero();
  }

  @Test
  void wrongUsesOfBackupAreToldInOneLine() throws IOException {
    Finished.assertOneLine(backup(), 1, "There is no directory " + pair.directory());
    pair.runDirectory().create();
    Finished.assertOneLine(backup(), 1, "There is no state in the directory", "--dir");
    Process alone = pair.start("--alone");
    pair.await("it serves", status -> true);
    Files.writeString(file, "mine");
    Finished.assertOneLine(backup(), 1, file + " exists already");
    assertThat(file).hasContent("mine");
    Finished.assertOneLine(
        pair.run("backup", pair.root() + "/none/x"), 1, "no folder " + pair.root() + "/none");
    Finished.assertOneLine(pair.run("backup"), 2, "'backup' needs a file");
    Finished.assertOneLine(
        pair.as(UncomparedResultsLauncher.class).run("backup", elsewhere.toString()),
        1,
        "belongs to the class dev.understudy.system.servers.Sums");
    assertThat(elsewhere).doesNotExist();
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(alone).exitCode()).isZero();
  }

  @Test
  void wrongUsesOfRestoreAreToldInOneLineAndLeaveNothing() throws IOException {
    Process alone = pair.start("--alone");
    pair.await("it serves", status -> true);
    assertDone(backup());
    Finished.assertOneLine(restore(file, pair.directory()), 3, "already served", "" + alone.pid());
    assertThat(pair.run("stop").exitCode()).isZero();
    Finished.assertOneLine(restore(file, pair.directory()), 1, "holds a state already", "--dir");
    Finished.assertOneLine(
        restore(pair.root().resolve("none"), elsewhere), 1, pair.root() + "/none", "no such file");
    Finished.assertOneLine(restore(pair.root(), elsewhere), 1, pair.root() + " is not a file");
    PairRun other = pair.as(UncomparedResultsLauncher.class);
    List<String> restore = List.of("restore", file.toString(), "--dir", elsewhere.toString());
    Finished.assertOneLine(
        other.finish(other.launch(restore, Map.of(), pair.root())),
        1,
        file + " is a backup of the class dev.understudy.system.servers.Sums, not of");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Finished.assertOneLine(
        restore(file, elsewhere), 1, file + " is damaged at offset ", "checksum");
    assertThat(elsewhere).doesNotExist();
  }
}
