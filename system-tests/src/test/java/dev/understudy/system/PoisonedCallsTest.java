package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.PoisonedUpdateException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.system.servers.BadCalls;
import dev.understudy.system.servers.BadCallsClient;
import dev.understudy.system.servers.BadCallsLauncher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 12: a bad call kills once, or twice, and is then refused; an innocent one never is. */
class PoisonedCallsTest {

  private PairRun place;
  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(BadCallsLauncher.class);
    pair = place;
  }

  @AfterEach
  void endPair() {
    pair.close();
    place.close();
  }

  private BadCallsClient connect() {
    return BadCallsClient.connect(
        pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE));
  }

  // In mode COLD there is no standby to name.
  private PairStatus awaitProtected() {
    return pair.await("protected", status -> status.state() == PairStatus.State.PROTECTED);
  }

  private static long deaths(PairStatus status) {
    return status.obituaries().stream().filter(death -> death.role().equals("primary")).count();
  }

  @ParameterizedTest
  @CsvSource({
    "hot, server, exit",
    "hot, server, error",
    "hot, server, loop",
    "hot, client, exit",
    "warm, client, error",
    "warm, server, loop",
    "cold, server, exit",
    "cold, server, exit 80",
    "cold, server, loop"
  })
  void aCallThatEndsItsProcessIsRefusedAfterItsSecondDeath(String mode, String role, String how) {
    if (!(mode + role).equals("hotserver")) {
      pair = place.of(OtherMode.as(mode, role));
    }
    pair.start("--hang-timeout", how.equals("loop") ? "1s" : "5s");
    awaitProtected();
    try (BadCallsClient client = connect();
        BadCallsClient other = connect()) {
      assertThatThrownBy(() -> client.fall(how))
          .isInstanceOf(PoisonedUpdateException.class)
          .hasMessage(
              "fall(String): 2 primaries have died in it, with these arguments: it is not applied,"
                  + " and refused from now on; mend the method, then 'stop' and 'start'");
      assertThat(other.add(1)).isEqualTo(1);
      assertThat(client.add(1)).isEqualTo(2);
      assertThatThrownBy(() -> other.fall(how)).isInstanceOf(PoisonedUpdateException.class);
      PairStatus status = awaitProtected();
      assertThat(deaths(status)).isEqualTo(2);
      String ended = how.equals("loop") ? "made no progress" : "";
      assertThat(status.obituaries())
          .filteredOn(death -> death.role().equals("primary"))
          .extracting(Obituary::lastWords)
          .allSatisfy(
              words ->
                  assertThat(words)
                      .matches(
                          "in fall\\(String\\), arguments [0-9a-f]{8} \\(\\d+ bytes\\), of session"
                              + " \\d+, which .*")
                      .contains(ended));
      assertThat(status.problems())
          .anyMatch(
              problem ->
                  problem.startsWith("Refused from now on: fall(String), arguments ")
                      && problem.endsWith(": 2 primaries have died in it."));
    }
    pair.awaitLogs("refused from now on: fall(String), arguments ");
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void aQueryThatNeverEndsIsRefusedAfterItsSecondDeath() {
    pair.startProtected("--hang-timeout", "1s");
    try (BadCallsClient client = connect()) {
      assertThatThrownBy(() -> client.ask("loop"))
          .isInstanceOf(PoisonedUpdateException.class)
          .hasMessageStartingWith("ask(String): 2 primaries have died in it");
      PairStatus status = pair.awaitProtected();
      assertThat(deaths(status)).isEqualTo(2);
      assertThat(status.obituaries())
          .anyMatch(death -> String.valueOf(death.lastWords()).startsWith("in ask(String)"));
    }
  }

  @Test
  void aCallerInsideIsRefusedToo() throws IOException {
    Path file = Files.createFile(pair.root().resolve("inside"));
    pair = place.with("-D" + BadCalls.INSIDE + "=" + file);
    pair.start("--guard");
    PairStatus status =
        pair.await(
            "it is refused",
            found ->
                found.problems().stream()
                    .anyMatch(
                        problem ->
                            problem.startsWith("@OnPrimary threw")
                                && problem.contains("PoisonedUpdateException")));
    assertThat(status.obituaries().stream().filter(death -> death.lastWords() != null)).hasSize(2);
    try (BadCallsClient client = connect()) {
      assertThat(client.add(1)).isEqualTo(1);
    }
  }

  @Test
  void killsFromOutsideAndDrillsDoNotPoisonAnInnocentUpdate() throws IOException {
    pair.startProtected("--hang-timeout", "60s");
    Path file = Files.createFile(pair.root().resolve("lasts"));
    try (BadCallsClient client = connect()) {
      CompletableFuture<Long> call = client.lastAsync(file.toString());
      long pid = 0;
      for (int i = 0; i < 4; i++) {
        pid = awaitCallOfAnother(pid);
        if (i >= 2) {
          LastWords.mark(pair.runDirectory(), pid, LastWords.Mark.DRILL);
        }
        pair.kill(pid);
      }
      awaitCallOfAnother(pid);
      Files.delete(file);
      assertThat(call.join()).isEqualTo(1);
      PairStatus status = pair.awaitProtected();
      assertThat(deaths(status)).isEqualTo(4);
      assertThat(status.problems()).isEmpty();
      assertThat(status.obituaries())
          .extracting(Obituary::lastWords)
          .anyMatch(words -> words != null && words.endsWith(", when the drill killed it"));
    }
  }

  @Test
  void theThirdDeathOfUnknownCauseIsTheLast() throws IOException {
    pair.startProtected("--hang-timeout", "60s");
    Path file = Files.createFile(pair.root().resolve("lasts"));
    try (BadCallsClient client = connect()) {
      CompletableFuture<Long> call = client.lastAsync(file.toString());
      long pid = 0;
      for (int i = 0; i < 3; i++) {
        pid = awaitCallOfAnother(pid);
        pair.kill(pid);
      }
      assertThatThrownBy(call::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(PoisonedUpdateException.class)
          .hasMessageContaining("3 primaries have died in it");
    }
  }

  // While it lasts, the primary answers nobody; what it does is read where its successor will.
  private long awaitCallOfAnother(long former) {
    return Machine.await("the call runs in another process")
        .until(this::processInCall, pid -> pid != 0 && pid != former);
  }

  private long processInCall() throws IOException {
    ByteBuffer words =
        ByteBuffer.wrap(Files.readAllBytes(pair.runDirectory().lastWordsFile()))
            .order(ByteOrder.LITTLE_ENDIAN);
    return words.getLong(24) == 0 ? 0 : words.getLong(8);
  }
}
