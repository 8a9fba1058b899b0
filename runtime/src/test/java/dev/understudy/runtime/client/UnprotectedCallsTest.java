package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.OutcomeUnknownException;
import dev.understudy.UnprotectedException;
import dev.understudy.runtime.api.ClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a client whose primary refuses updates while nothing protects it. */
@Timeout(60)
class UnprotectedCallsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private FakePair pair;
  private FakeServer primary;

  @BeforeEach
  void startPair() throws IOException {
    pair = new FakePair(directory);
    primary = pair.startPair();
  }

  @AfterEach
  void stopPair() {
    pair.close();
  }

  private ClientSession connect(Duration callTimeout) {
    return ClientSession.connect(
        Counter.CLASS, pair, ClientOptions.DEFAULTS.withCallTimeout(callTimeout));
  }

  private static long add(ClientSession client, long number) {
    return client.call(Counter.ADD, Counter.number(number));
  }

  private FutureTask<Long> addWithoutProtection(ClientSession client) {
    primary.isUnprotected(true);
    FutureTask<Long> sum = new FutureTask<>(() -> add(client, 7));
    new Thread(sum).start();
    await().until(() -> primary.unprotected() >= 3);
    return sum;
  }

  @Test
  void aBlockingCallIsTriedAgainUntilThereIsProtection() throws Exception {
    try (ClientSession client = connect(LONG)) {
      FutureTask<Long> sum = addWithoutProtection(client);
      assertThat(client.call(Counter.SUM, Counter.nothing())).isZero();
      assertThat(sum).isNotDone();
      primary.isUnprotected(false);
      assertThat(sum.get()).isEqualTo(7);
      assertThat(pair.applied()).isEqualTo(1);
    }
  }

  @Test
  void soIsThatOfACallerWhoReadsForItself() throws Exception {
    try (ClientSession client = connect(LONG)) {
      for (int i = 0; i < 20 * CallerReading.LONELY_CALLS; i++) {
        add(client, 0);
      }
      FutureTask<Long> sum = addWithoutProtection(client);
      primary.isUnprotected(false);
      assertThat(sum.get()).isEqualTo(7);
    }
  }

  @Test
  void asyncCallsKeepTheirOrderAndDoNotBlockTheirCaller() {
    try (ClientSession client = connect(LONG)) {
      primary.isUnprotected(true);
      List<CompletableFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        sums.add(client.callAsync(Counter.ADD, Counter.number(1)));
      }
      await().until(() -> primary.unprotected() > 0);
      primary.isUnprotected(false);
      assertThat(sums).allSatisfy(sum -> assertThat(sum.join()).isPositive());
      assertThat(pair.applied()).isEqualTo(1000);
    }
  }

  @Test
  void atItsDeadlineItIsKnownNotToBeApplied() {
    try (ClientSession client = connect(Duration.ofSeconds(2))) {
      primary.isUnprotected(true);
      CompletableFuture<Long> async = client.callAsync(Counter.ADD, Counter.number(1));
      assertThatThrownBy(() -> add(client, 7))
          .isInstanceOf(UnprotectedException.class)
          .hasMessageStartingWith("add(long) was not applied: for ")
          .hasMessageEndingWith(
              " no standby protected the primary; " + directory + ": see its status");
      assertThatThrownBy(async::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnprotectedException.class);
      primary.isUnprotected(false);
      assertThat(add(client, 1)).isEqualTo(1);
      assertThat(pair.applied()).isEqualTo(1);
    }
  }

  @Test
  void aTakeoverFindsItWaiting() throws Exception {
    try (ClientSession client = connect(LONG)) {
      FutureTask<Long> sum = addWithoutProtection(client);
      primary.kill();
      FakeServer successor = pair.start();
      pair.takeOver(successor, null);
      assertThat(sum.get()).isEqualTo(7);
      assertThat(pair.applied()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptAndACloseEndIt() throws Exception {
    ClientSession client = connect(LONG);
    FutureTask<Long> sum = addWithoutProtection(client);
    // One that was on its way at that moment may have been applied; one that was held was not.
    await()
        .until(
            () -> messageOfInterrupted(client),
            message -> message.contains("was not applied for want of protection"));
    client.close();
    assertThatThrownBy(sum::get).hasCauseInstanceOf(OutcomeUnknownException.class);
    assertThat(pair.applied()).isZero();
  }

  private static String messageOfInterrupted(ClientSession client) throws InterruptedException {
    FutureTask<Long> interrupted = new FutureTask<>(() -> add(client, 1));
    Thread caller = new Thread(interrupted);
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    try {
      return "applied, with the result " + interrupted.get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(OutcomeUnknownException.class);
      return String.valueOf(e.getMessage());
    }
  }
}
