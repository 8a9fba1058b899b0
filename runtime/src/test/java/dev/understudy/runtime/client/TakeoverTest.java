package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client does when a primary dies, hangs, leaves, forgets or talks nonsense. */
@Timeout(60)
class TakeoverTest {

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
    client =
        ClientSession.connect(
            Counter.CLASS, pair, ClientOptions.DEFAULTS.withCallTimeout(Duration.ofSeconds(20)));
    await().until(() -> standby.hellos() == 1);
  }

  @AfterEach
  void stopPair() {
    client.close();
    pair.close();
  }

  @Test
  void theReserveConnectionIsThePrimaryConnectionAtOnce() throws IOException {
    primary.hold();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(7));
    await().until(() -> pair.applied() == 1);
    pair.publish(null, null); // Only the reserve leads on.
    primary.kill();
    standby.serve(2, null);
    assertThat(sum.join()).isEqualTo(7);
    assertThat(pair.applied()).isEqualTo(1);
    assertThat(standby.hellos()).isEqualTo(1);
    assertThat(client.session()).isEqualTo(100);
  }

  @Test
  void nobodyNoticesTwentyTakeoversButByTheDelay() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Long>> counts =
        IntStream.range(0, 4)
            .mapToObj(i -> callers.submit(() -> addOnesUntil(done, i % 2 == 0)))
            .toList();
    for (int i = 0; i < 20; i++) {
      int before = pair.applied();
      await().until(() -> pair.applied() > before + 50);
      FakeServer next = pair.start();
      primary.kill();
      pair.takeOver(standby, next);
      primary = standby;
      standby = next;
    }
    done.set(true);
    long calls = 0;
    for (Future<Long> count : counts) {
      calls += count.get();
    }
    assertThat(pair.applied()).isEqualTo((int) calls);
    assertThat(pair.sum()).isEqualTo(calls);
    callers.shutdown();
  }

  private long addOnesUntil(AtomicBoolean done, boolean async) {
    long calls = 0;
    while (!done.get()) {
      int burst = async ? 100 : 1;
      List<CompletableFuture<Long>> sums =
          IntStream.range(0, burst)
              .mapToObj(
                  i ->
                      async
                          ? client.callAsync(Counter.ADD, Counter.number(1))
                          : CompletableFuture.completedFuture(
                              client.call(Counter.ADD, Counter.number(1))))
              .toList();
      sums.forEach(CompletableFuture::join);
      calls += burst;
    }
    return calls;
  }

  @Test
  void aHigherEpochWinsWhileTheOldPrimaryStillLooksAlive() throws IOException {
    primary.beSilent();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(7));
    pair.takeOver(standby, null);
    assertThat(sum.join()).isEqualTo(7);
    await().until(() -> primary.connections() == 0);
  }

  @Test
  void aLowerEpochIsNotBelieved() throws IOException {
    pair.takeOver(standby, null);
    assertThat(add(1)).isEqualTo(1);
    // Whoever comes to the former primary now is welcomed in epoch 1.
    pair.publish(primary.endpoint(), null);
    standby.kill();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(1));
    int before = primary.hellos();
    await().until(() -> primary.hellos() > before + 3);
    assertThat(sum).isNotDone();
    assertThat(pair.applied()).isEqualTo(1);
    pair.takeOver(pair.start(), null);
    assertThat(sum.join()).isEqualTo(2);
  }

  @Test
  void aSocketThatAcceptsAndHangsHoldsNobodyUp() throws IOException {
    FakeServer hanging = pair.start();
    hanging.beSilent();
    pair.publish(hanging.endpoint(), null);
    primary.kill();
    standby.kill();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(7));
    await().until(() -> hanging.hellos() == 1);
    FakeServer successor = pair.start();
    pair.takeOver(successor, null);
    assertThat(sum.join()).isEqualTo(7);
    await().until(() -> hanging.connections() == 0);
  }

  @Test
  void afterAGoodbyeTheNextPrimaryIsFound() throws IOException {
    standby.kill();
    primary.leave();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(7));
    pair.publish(null, null);
    FakeServer restarted = pair.start();
    pair.takeOver(restarted, null);
    assertThat(sum.join()).isEqualTo(7);
    assertThat(client.session()).isEqualTo(100);
  }

  @Test
  void aLostConnectionToALivingPrimaryIsReplaced() {
    add(1);
    primary.hold();
    CompletableFuture<Long> sum = client.callAsync(Counter.ADD, Counter.number(2));
    await().until(() -> pair.applied() == 2);
    primary.disconnect();
    await().until(() -> primary.hellos() == 2);
    await()
        .untilAsserted(
            () -> {
              primary.release();
              assertThat(sum).isCompletedWithValue(3L);
            });
    assertThat(pair.applied()).isEqualTo(2);
  }

  static Stream<Consumer<FrameOutput>> nonsense() {
    return Stream.of(
        out -> FakeServer.frame(out, (byte) 99, body -> {}),
        out -> FakeServer.frame(out, FrameType.LINK_LIVE, body -> body.writeLong(1)),
        out -> FakeServer.frame(out, FrameType.REPLY, body -> body.writeInt(1)),
        out -> FakeServer.frame(out, FrameType.REPLY, body -> reply(body, 99, 1)),
        out -> FakeServer.frame(out, FrameType.REPLY, body -> reply(body, 2, 17)),
        out -> FakeServer.frame(out, FrameType.GOODBYE, body -> body.writeInt(1)),
        out -> FakeServer.frame(out, FrameType.WELCOME, body -> body.writeLong(1)),
        // A length beyond the limit, in the middle of nowhere.
        out -> {
          int tooMany = FrameType.MAX_FRAME_BYTES + 1;
          FakeServer.frame(out, (byte) 1, body -> body.writeRaw(new byte[tooMany], 0, tooMany));
        });
  }

  private static void reply(WireOutput body, long request, int status) {
    body.writeLong(request);
    body.writeByte(status);
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nonsenseEndsTheConnectionAndNothingElse(Consumer<FrameOutput> frame) {
    add(1);
    primary.replyOnceWith(frame);
    assertThat(add(2)).isEqualTo(3);
    assertThat(pair.applied()).isEqualTo(2);
    assertThat(primary.hellos()).isEqualTo(2);
  }

  @Test
  void anOutcomeThatCannotBeReadIsUnknown() {
    primary.replyOnceWith(out -> FakeServer.frame(out, FrameType.REPLY, b -> reply(b, 1, 1)));
    assertThatThrownBy(() -> add(1))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("its outcome cannot be read");
  }

  @Test
  void repliesOfRefusalAndDoubtBecomeTheirExceptions() {
    primary.replyOnceWith(out -> statusWithMessage(out, 1, ReplyStatus.REFUSED));
    assertThatThrownBy(() -> add(1))
        .isInstanceOf(CallRefusedException.class)
        .hasMessage("add(long): as a test");
    primary.replyOnceWith(out -> statusWithMessage(out, 2, ReplyStatus.UNKNOWN));
    assertThatThrownBy(() -> add(1))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessage("add(long): as a test");
  }

  private static void statusWithMessage(FrameOutput out, long request, ReplyStatus status) {
    ServerMessage.Reply.send(out, request, status, "as a test".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEndedSessionLosesSentUpdatesAndGoesOnInANewOne() {
    primary.hold();
    CompletableFuture<Long> update = client.callAsync(Counter.ADD, Counter.number(1));
    CompletableFuture<Long> query = client.callAsync(Counter.SUM, Counter.nothing());
    await().until(() -> pair.queries() == 1);
    pair.endSession(client.session());
    primary.disconnect();
    assertThatThrownBy(update::join)
        .hasCauseInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("its session has ended");
    await()
        .untilAsserted(
            () -> {
              primary.release();
              assertThat(query).isCompletedWithValue(1L);
            });
    assertThat(client.session()).isEqualTo(101);
    assertThat(add(1)).isEqualTo(2);
    await().until(() -> standby.connections() == 1 && standby.hellos() == 2);
  }

  @Test
  void aNewStandbyGetsTheReserveConnection() throws IOException {
    FakeServer another = pair.start();
    standby.kill();
    primary.standbyIs(another.endpoint());
    await().until(() -> another.hellos() == 1);
    pair.publish(null, null);
    primary.kill();
    another.serve(2, null);
    assertThat(add(1)).isEqualTo(1);
    assertThat(another.hellos()).isEqualTo(1);
  }

  @Test
  void aStandbyThatIsGoneIsNoLongerAsked() throws IOException {
    primary.standbyIs(null);
    await().until(() -> standby.connections() == 0);
    assertThat(add(1)).isEqualTo(1);
  }

  @Test
  void obituariesAreKept() throws IOException {
    Obituary obituary =
        new Obituary(
            4711, "primary", 1, "close", Instant.ofEpochSecond(1_700_000_000, 5000), 900, null);
    primary.tell(obituary);
    primary.tell(obituary);
    await().untilAsserted(() -> assertThat(client.obituaries()).containsExactly(obituary));
  }

  @Test
  void callsWaitForAPrimaryUntilTheirDeadline() {
    try (ClientSession impatient =
        ClientSession.connect(
            Counter.CLASS, pair, ClientOptions.DEFAULTS.withCallTimeout(Duration.ofMillis(100)))) {
      primary.kill();
      standby.kill();
      assertThatThrownBy(() -> impatient.call(Counter.ADD, Counter.number(1)))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("not answered in time")
          .hasMessageContaining("e1-1: nobody answers: ");
    }
  }

  private long add(long number) {
    return client.call(Counter.ADD, Counter.number(number));
  }

  @Test
  void aGoodbyeIsSaidAgainToTheSuccessor() throws IOException {
    primary.beSilent();
    Thread closing = new Thread(client::close);
    closing.start();
    await().until(() -> primary.goodbyes() == 1);
    pair.takeOver(standby, null);
    primary.kill();
    await().until(() -> standby.goodbyes() == 1);
    await().until(() -> !closing.isAlive());
  }
}
