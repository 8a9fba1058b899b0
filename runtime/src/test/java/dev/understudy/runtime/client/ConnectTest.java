package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.NoPrimaryException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.wire.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a client finds its first primary, and what it says when there is none. */
@Timeout(60)
class ConnectTest {

  @TempDir private Path directory;
  private FakePair pair;

  @BeforeEach
  void makePair() {
    pair = new FakePair(directory);
  }

  @AfterEach
  void stopPair() {
    pair.close();
  }

  @Test
  void withoutAPairFile() {
    assertThatConnectFails(80)
        .hasMessage(
            "no primary for this client in "
                + directory
                + ": nobody served within 80 ms; there is no pair file; "
                + "was a server started with this directory?");
  }

  @Test
  void aDirectoryThatIsNotThere() {
    Path nowhere = directory.resolve("nowhere");
    assertThatThrownBy(() -> ClientSession.connect(Counter.CLASS, nowhere, timeout(50)))
        .isInstanceOf(NoPrimaryException.class)
        .hasMessageContaining(nowhere + ": nobody served within 50 ms; there is no pair file");
  }

  @Test
  void withAPairFileThatCannotBeRead() {
    pair.makeUnreadable("no permission");
    assertThatConnectFails(80).hasMessageContaining("the pair file cannot be read: no permission");
  }

  @Test
  void whereNobodyAnswers() {
    pair.publish("e1-1", null);
    assertThatConnectFails(80).hasMessageContaining("e1-1: nobody answers: ");
  }

  @Test
  void whereSomebodyAcceptsAndHangs() throws IOException {
    FakeServer server = pair.startPair();
    server.beSilent();
    assertThatConnectFails(80).hasMessageContaining("e1-1 accepts connections and does not answer");
  }

  @Test
  void whereAStandbyHasNotTakenOver() throws IOException {
    pair.publish(pair.start().endpoint(), null);
    assertThatConnectFails(80)
        .hasMessageContaining(
            "e1-1 stood by when it last spoke, and has not said since that it serves");
  }

  @Test
  void whereClientsAreRefused() throws IOException {
    FakeServer server = pair.startPair();
    server.refuse(Refusal.LIMIT);
    assertThatConnectFails(80).hasMessageContaining("refused this client: because LIMIT");
    assertThat(server.hellos()).isGreaterThan(1);
  }

  @Test
  void anotherContractIsFinalAtOnce() throws IOException {
    FakeServer server = pair.startPair();
    server.refuse(Refusal.WRONG_CONTRACT);
    assertThatConnectFails(30_000)
        .hasMessageContaining("refused this client: because WRONG_CONTRACT");
    assertThat(server.hellos()).isEqualTo(1);
  }

  @Test
  void whatDiffersInAnotherContractIsTold() throws IOException {
    FakeServer server = pair.startPair();
    server.refuse(Refusal.WRONG_CONTRACT);
    pair.tellContract(Counter.CLASS.contract() + "query mood() -> int");
    assertThatConnectFails(30_000)
        .hasMessageContaining(
            "refused this client: because WRONG_CONTRACT. What differs: only there \"query"
                + " mood() -> int\"");
  }

  @Test
  void anotherContractAfterATakeoverBreaksTheClient() throws IOException {
    FakeServer server = pair.startPair();
    try (ClientSession client = ClientSession.connect(Counter.CLASS, pair, timeout(30_000))) {
      server.refuse(Refusal.WRONG_CONTRACT);
      server.disconnect();
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> client.call(Counter.SUM, Counter.nothing()))
                      .isInstanceOf(NoPrimaryException.class)
                      .hasMessageContaining("because WRONG_CONTRACT"));
    }
  }

  @Test
  void aPrimaryThatComesLaterIsFound() throws Exception {
    CompletableFuture<ClientSession> connecting =
        CompletableFuture.supplyAsync(
            () -> ClientSession.connect(Counter.CLASS, pair, timeout(30_000)));
    FakeServer server = pair.start();
    server.refuse(Refusal.STOPPING);
    pair.takeOver(server, null);
    await().until(() -> server.hellos() > 2);
    assertThat(connecting).isNotDone();
    server.refuse(null);
    try (ClientSession client = connecting.get()) {
      assertThat(client.call(Counter.SUM, Counter.nothing())).isEqualTo(0L);
    }
  }

  @Test
  void onlyOneServerIsAskedToOpenASession() throws IOException {
    FakeServer primary = pair.start();
    FakeServer standby = pair.start();
    pair.takeOver(primary, standby);
    primary.beSilent();
    CompletableFuture<ClientSession> connecting =
        CompletableFuture.supplyAsync(
            () -> ClientSession.connect(Counter.CLASS, pair, timeout(30_000)));
    await().until(() -> primary.hellos() == 1);
    assertThat(standby.hellos()).isZero();
    pair.takeOver(standby, null);
    connecting.join().close();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ClientSession.connect(Counter.CLASS, pair, timeout(30_000)).close();
              } catch (NoPrimaryException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
              }
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).hasMessageContaining("interrupted while waiting");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatConnectFails(long millis) {
    return assertThatThrownBy(() -> ClientSession.connect(Counter.CLASS, pair, timeout(millis)))
        .isInstanceOf(NoPrimaryException.class)
        .hasMessageContaining(directory.toString());
  }

  private static ClientOptions timeout(long millis) {
    return ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofMillis(millis));
  }
}
