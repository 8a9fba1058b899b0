package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.CallRefusedException;
import dev.understudy.UnderstudyException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 13: who goes beyond a limit gets a clear error, and nobody else notices. */
class LimitsTest {

  private static final int MEBIBYTE = 1 << 20;

  private static PairRun pair;
  private static Callers callers;
  private static SumsClient client;

  private PairStatus before;

  @BeforeAll
  static void startPair() {
    pair = PairRun.of(SumsLauncher.class).with("-Xmx512m");
    pair.startProtected();
    callers = new Callers(pair.directory(), 2);
    client =
        SumsClient.connect(
            pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Duration.ofSeconds(60)));
  }

  @AfterAll
  static void endPair() {
    client.close();
    callers.close();
    pair.close();
  }

  @BeforeEach
  void remember() {
    before = pair.awaitProtected();
    callers.proceed();
  }

  @AfterEach
  void nobodyElseNotices() {
    callers.proceed();
    PairStatus after = pair.status().orElseThrow();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby()).as(pair.logs()).isNotNull();
    assertThat(after.standby().pid()).as(pair.logs()).isEqualTo(before.standby().pid());
    assertThat(after.state()).isEqualTo(State.PROTECTED);
  }

  @Test
  void largeArgumentsAndResultsWithinTheLimitPass() {
    assertThat(client.send(new byte[15 * MEBIBYTE])).isEqualTo(15 * MEBIBYTE);
    assertThat(client.askLarge(15 * MEBIBYTE)).hasSize(15 * MEBIBYTE);
    assertThat(client.applyLarge(15 * MEBIBYTE)).hasSize(15 * MEBIBYTE);
  }

  @Test
  void manyLargeResultsAtOncePass() throws Exception {
    List<CompletableFuture<byte[]>> answers = new ArrayList<>();
    for (int size : new int[] {3, 15, 2, 1, 15}) {
      answers.add(client.applyLargeAsync(size * MEBIBYTE));
    }
    for (CompletableFuture<byte[]> answer : answers) {
      assertThat(answer.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotEmpty();
    }
  }

  @Test
  void argumentsBeyondTheLimitAreRefused() {
    assertThatThrownBy(() -> client.send(new byte[17 * MEBIBYTE]))
        .isInstanceOf(CallRefusedException.class);
    assertThat(client.send(new byte[1])).isEqualTo(1);
  }

  @Test
  void theResultOfAQueryBeyondTheLimitIsAnErrorOfThatCall() {
    assertThatThrownBy(() -> client.askLarge(17 * MEBIBYTE))
        .isInstanceOf(UnderstudyException.class)
        .hasMessageContaining("its result takes 178257");
    assertThat(client.askLarge(1)).hasSize(1);
  }

  @Test
  void theResultOfAnUpdateBeyondTheLimitIsAnErrorOfThatCall() {
    assertThatThrownBy(() -> client.applyLarge(17 * MEBIBYTE))
        .isInstanceOf(UnderstudyException.class)
        .hasMessageContaining("its result takes 178257");
    assertThat(client.applyLarge(1)).hasSize(1);
  }
}
