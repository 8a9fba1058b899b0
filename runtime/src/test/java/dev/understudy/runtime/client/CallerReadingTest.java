package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.OutcomeUnknownException;
import dev.understudy.runtime.api.ClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lone caller reads for itself, and whatever comes in between, nobody is left waiting. */
@Timeout(60)
class CallerReadingTest {

  private static final int ENOUGH = 20 * CallerReading.LONELY_CALLS;

  @TempDir private Path directory;
  private FakePair pair;
  private FakeServer primary;
  private FakeServer standby;
  private ClientSession client;

  @BeforeEach
  void startPair() throws IOException {
    pair = new FakePair(directory);
    primary = pair.start();
    standby = pair.start();
    pair.takeOver(primary, standby);
    client = connect(Duration.ofSeconds(30));
    await().until(() -> standby.hellos() == 1);
  }

  @AfterEach
  void stopPair() {
    client.close();
    pair.close();
  }

  @Test
  void itGetsItsReply() throws Exception {
    FutureTask<Long> sum = addWhileReading(client, 7);
    primary.release();
    assertThat(sum.get()).isEqualTo(7);
    assertThat(add(1)).isEqualTo(8);
  }

  @Test
  void othersGetTheirRepliesBeforeAndAfterIt() throws Exception {
    FutureTask<Long> sum = addWhileReading(client, 7);
    CompletableFuture<Long> async = client.callAsync(Counter.ADD, Counter.number(1));
    FutureTask<Long> second = start(() -> add(1));
    await().until(() -> pair.applied() == ENOUGH + 3);
    primary.release();
    assertThat(sum.get()).isEqualTo(7);
    assertThat(async.get() + second.get()).isEqualTo(8L + 9L);
  }

  @Test
  void itSurvivesATakeoverByTheReserve() throws Exception {
    FutureTask<Long> sum = addWhileReading(client, 7);
    pair.publish(null, null);
    primary.kill();
    standby.serve(2, null);
    assertThat(sum.get()).isEqualTo(7);
    assertThat(pair.applied()).isEqualTo(ENOUGH + 1);
  }

  @Test
  void itSurvivesAHigherEpochWhileItsPrimaryLooksAlive() throws Exception {
    FutureTask<Long> sum = addWhileReading(client, 7);
    pair.takeOver(standby, null);
    assertThat(sum.get()).isEqualTo(7);
    await().until(() -> primary.connections() == 0);
  }

  @Test
  void itHasADeadline() throws Exception {
    try (ClientSession impatient = connect(Duration.ofMillis(200))) {
      FutureTask<Long> sum = addWhileReading(impatient, 7);
      assertThatThrownBy(sum::get).hasCauseInstanceOf(OutcomeUnknownException.class);
      primary.release();
      assertThat(impatient.call(Counter.SUM, Counter.nothing())).isEqualTo(7L);
    }
  }

  @Test
  void itCanBeInterrupted() throws Exception {
    Thread[] caller = new Thread[1];
    FutureTask<Long> sum =
        addWhileReading(
            client,
            () -> {
              caller[0] = Thread.currentThread();
              return add(7);
            });
    caller[0].interrupt();
    assertThatThrownBy(sum::get).hasCauseInstanceOf(OutcomeUnknownException.class);
    primary.release();
    assertThat(add(1)).isEqualTo(8);
    assertThat(primary.hellos()).isEqualTo(1);
  }

  @Test
  void closingEndsIt() throws Exception {
    FutureTask<Long> sum = addWhileReading(client, 7);
    client.close();
    assertThatThrownBy(sum::get).hasCauseInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void aForkJoinWorkerIsServedByTheSessionsThread() throws Exception {
    for (int i = 0; i < ENOUGH; i++) {
      add(0);
      if (i % 40 == 39) {
        assertThat(ForkJoinPool.commonPool().submit(() -> add(0)).get()).isZero();
      }
    }
  }

  @Test
  void anIdleClientIsReadByTheSessionsThread() throws Exception {
    callAlone(client);
    primary.standbyIs(null);
    await().until(() -> standby.connections() == 0);
  }

  private FutureTask<Long> addWhileReading(ClientSession caller, long number) throws Exception {
    return addWhileReading(caller, () -> caller.call(Counter.ADD, Counter.number(number)));
  }

  /** Makes a call whose reply is held back, and waits until its caller reads for itself. */
  private FutureTask<Long> addWhileReading(ClientSession caller, Callable<Long> call) {
    int before = pair.applied();
    // In one thread: a client that is not called for a moment is read by its own thread again.
    FutureTask<Long> task =
        new FutureTask<>(
            () -> {
              callAlone(caller);
              primary.hold();
              return call.call();
            });
    Thread thread = new Thread(task);
    thread.start();
    await()
        .until(
            () ->
                pair.applied() == before + ENOUGH + 1
                    && Arrays.stream(thread.getStackTrace())
                        .anyMatch(at -> at.getClassName().equals(CallerReading.class.getName())));
    return task;
  }

  private static void callAlone(ClientSession caller) {
    for (int i = 0; i < ENOUGH; i++) {
      caller.call(Counter.ADD, Counter.number(0));
    }
  }

  private static FutureTask<Long> start(Callable<Long> call) {
    FutureTask<Long> task = new FutureTask<>(call);
    new Thread(task).start();
    return task;
  }

  private long add(long number) {
    return client.call(Counter.ADD, Counter.number(number));
  }

  private ClientSession connect(Duration callTimeout) {
    return ClientSession.connect(
        Counter.CLASS, pair, ClientOptions.DEFAULTS.withCallTimeout(callTimeout));
  }
}
