package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls while the primary lives: results, limits, deadlines, interrupts, the end. */
@Timeout(60)
class ClientSessionTest {

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

  @Test
  void callsReturnWhatTheMethodReturns() {
    try (ClientSession client = connect()) {
      assertThat(add(client, 3)).isEqualTo(3);
      assertThat(add(client, 4)).isEqualTo(7);
      assertThat(client.call(Counter.SUM, Counter.nothing())).isEqualTo(7L);
      assertThat(client.session()).isEqualTo(100);
    }
  }

  @Test
  void exceptionsArriveAsThemselvesWhenTheyAreDeclared() {
    try (ClientSession client = connect()) {
      assertThatThrownBy(() -> add(client, -1))
          .isInstanceOf(Counter.OddException.class)
          .hasMessage("odd: -1");
      assertThatThrownBy(() -> add(client, -2))
          .isInstanceOf(UpdateFailedException.class)
          .hasMessage("add(long) threw java.lang.IllegalStateException: no luck");
      assertThatThrownBy(() -> client.callAsync(Counter.ADD, Counter.number(-1)).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(Counter.OddException.class);
    }
  }

  @Test
  void aPipelineOfTenThousandKeepsItsOrder() {
    try (ClientSession client = connect()) {
      List<CompletableFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        sums.add(client.callAsync(Counter.ADD, Counter.number(1)));
      }
      for (int i = 0; i < sums.size(); i++) {
        assertThat(sums.get(i).join()).isEqualTo(i + 1);
      }
      assertThat(primary.connections()).isEqualTo(1);
    }
  }

  @Test
  void largeArgumentsPassAndTooLargeOnesAreRefusedBeforeTheyAreSent() {
    try (ClientSession client = connect()) {
      List<CompletableFuture<Long>> large = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        large.add(client.callAsync(Counter.ADD, bytes(ClientSession.MAX_ARGUMENT_BYTES)));
      }
      large.forEach(CompletableFuture::join);
      assertThat(pair.applied()).isEqualTo(6);
      WireOutput tooLarge = bytes(ClientSession.MAX_ARGUMENT_BYTES + 1);
      assertThatThrownBy(() -> client.call(Counter.ADD, tooLarge))
          .isInstanceOf(CallRefusedException.class)
          .hasMessageContaining("add(long)")
          .hasMessageContaining("16,776,193 bytes")
          .hasMessageContaining("16,776,192 are allowed");
      assertThat(client.callAsync(Counter.ADD, tooLarge)).isCompletedExceptionally();
      assertThat(pair.applied()).isEqualTo(6);
    }
  }

  @Test
  void aCallThatOutlivesItsDeadlineHasAnUnknownOutcome() throws IOException {
    try (ClientSession client = connect(Duration.ofMillis(80))) {
      primary.hold();
      assertThatThrownBy(() -> add(client, 1))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("add(long) was not answered in time, after ")
          .hasMessageContaining("may have been applied or not")
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("connected to the primary at e1-1 (epoch 1)");
      assertThatThrownBy(() -> client.callAsync(Counter.ADD, Counter.number(1)).join())
          .hasCauseInstanceOf(OutcomeUnknownException.class);
      primary.release();
      assertThat(add(client, 1)).isEqualTo(3);
    }
  }

  @Test
  void anInterruptedCallHasAnUnknownOutcomeAndTheFlagStays() throws Exception {
    try (ClientSession client = connect()) {
      primary.hold();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  add(client, 1);
                } catch (OutcomeUnknownException e) {
                  thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                }
              });
      caller.start();
      await().until(() -> pair.applied() == 1);
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).hasMessageContaining("add(long) was interrupted");
      primary.release();
      assertThat(add(client, 1)).isEqualTo(2);
    }
  }

  @Test
  void anInterruptedThreadSendsNoBlockingCallAndBreaksNoConnection() {
    try (ClientSession client = connect()) {
      add(client, 1);
      Thread.currentThread().interrupt();
      CompletableFuture<Long> future = client.callAsync(Counter.ADD, Counter.number(1));
      assertThatThrownBy(() -> add(client, 1))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("was never sent");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(future.join()).isEqualTo(2);
      assertThat(add(client, 1)).isEqualTo(3);
      assertThat(primary.hellos()).isEqualTo(1);
    }
  }

  @Test
  void beyondAThousandAndTwentyFourInFlightTheNextCallerWaits() throws Exception {
    try (ClientSession client = connect()) {
      primary.hold();
      List<CompletableFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 1024; i++) {
        sums.add(client.callAsync(Counter.ADD, Counter.number(1)));
      }
      AtomicReference<CompletableFuture<Long>> last = new AtomicReference<>();
      Thread caller = new Thread(() -> last.set(client.callAsync(Counter.ADD, Counter.number(1))));
      caller.start();
      await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
      await().until(() -> pair.applied() == 1024);
      assertThat(last.get()).isNull();
      primary.release();
      caller.join();
      assertThat(last.get().join()).isEqualTo(1025);
      assertThat(sums.get(1023).join()).isEqualTo(1024);
    }
  }

  @Test
  void whoWaitsInLineWaitsUntilTheDeadlineAndWasNeverSent() {
    try (ClientSession client = connect(Duration.ofMillis(300))) {
      primary.hold();
      List<CompletableFuture<Long>> inFlight = new ArrayList<>();
      for (int i = 0; i < 1024; i++) {
        inFlight.add(client.callAsync(Counter.ADD, Counter.number(1)));
      }
      assertThatThrownBy(() -> add(client, 1)).isInstanceOf(OutcomeUnknownException.class);
      inFlight.forEach(
          sum -> assertThatThrownBy(sum::join).hasCauseInstanceOf(OutcomeUnknownException.class));
    }
  }

  @Test
  void whatIsAttachedToAFutureMayCallAndWait() {
    try (ClientSession client = connect()) {
      List<CompletableFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        sums.add(
            client
                .callAsync(Counter.ADD, Counter.number(1))
                .thenApply(
                    ignored ->
                        add(client, 1) + client.callAsync(Counter.ADD, Counter.number(1)).join()));
      }
      sums.forEach(sum -> assertThat(sum.join()).isPositive());
      assertThat(pair.sum()).isEqualTo(600);
    }
  }

  @Test
  void closingSaysGoodbyeAndRefusesLaterCalls() {
    ClientSession client = connect();
    add(client, 1);
    client.close();
    client.close();
    await().until(() -> primary.goodbyes() == 1 && primary.connections() == 0);
    assertThatThrownBy(() -> add(client, 1)).isInstanceOf(IllegalStateException.class);
    CompletableFuture<Long> late = client.callAsync(Counter.ADD, Counter.number(1));
    assertThatThrownBy(late::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(threads()).isEmpty();
  }

  @Test
  void closingWaitsForCallsInFlight() throws Exception {
    ClientSession client = connect();
    primary.hold();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(5));
    await().until(() -> pair.applied() == 1);
    Thread closer = new Thread(client::close);
    closer.start();
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    primary.release();
    assertThat(sum.join()).isEqualTo(5);
    closer.join();
  }

  @Test
  void closingFailsCallsThatAreNotAnswered() {
    ClientSession client = connect();
    primary.hold();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(5));
    client.close();
    assertThatThrownBy(() -> sum.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("its client was closed");
  }

  private ClientSession connect() {
    return connect(Duration.ofSeconds(30));
  }

  private ClientSession connect(Duration callTimeout) {
    ClientOptions options = ClientOptions.DEFAULTS.withName("test").withCallTimeout(callTimeout);
    return ClientSession.connect(Counter.CLASS, pair, options);
  }

  private static long add(ClientSession client, long number) {
    return client.call(Counter.ADD, Counter.number(number));
  }

  private static WireOutput bytes(int length) {
    WireOutput out = WireOutput.forCall();
    out.writeRaw(new byte[length], 0, length);
    return out;
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("understudy-client"))
        .toList();
  }
}
