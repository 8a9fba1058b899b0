package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.CallRefusedException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promises 2 and 13: what is kept for clients is kept as long as they may ask, and no longer. */
class SessionsTest {

  /** How many clients come and go: docs/operations.md says how to run more. */
  private static final int CLIENTS = Integer.getInteger("understudy.clients", 1_000);

  private static final int THREADS = 8;
  private static final int MEBIBYTE = 1 << 20;

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(SumsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private Stranger stranger() throws IOException {
    PairFile file = PairFile.read(pair.runDirectory()).orElseThrow();
    return Stranger.at(pair.directory().resolve(file.primaryEndpoint()));
  }

  /** Opens a session without a client around it. */
  private static long open(Stranger stranger) throws IOException {
    stranger.send(Stranger.clientHello(StrangersTest.SUMS, 0));
    return welcomed(stranger);
  }

  private static long welcomed(Stranger stranger) throws IOException {
    WireInput welcome = new WireInput(stranger.receive());
    assertThat(welcome.readByte()).isEqualTo(FrameType.WELCOME);
    return welcome.readLong();
  }

  /** The type of the first frame by which a new connection for a session is met. */
  private byte comeBack(long session) throws IOException {
    try (Stranger back = stranger()) {
      back.send(Stranger.clientHello(StrangersTest.SUMS, session, pair.life()));
      return back.receive()[0];
    }
  }

  private long bytesOfSnapshot() throws IOException {
    assertThat(pair.run("stop").exitCode()).isZero();
    try (Stream<Path> files = Files.list(pair.directory().resolve("snapshots"))) {
      return Files.size(files.sorted().reduce((one, later) -> later).orElseThrow());
    }
  }

  private void comeAndGo(int clients) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> visits = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Callable<Void> visit =
            () -> {
              for (int i = 0; i < clients / THREADS; i++) {
                try (SumsClient client = SumsClient.connect(pair.directory())) {
                  client.add("visits", 1);
                }
              }
              return null;
            };
        visits.add(threads.submit(visit));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void clientsComeAndGoWithoutTheStateGrowing() throws Exception {
    pair.startProtected();
    comeAndGo(THREADS);
    long before = bytesOfSnapshot();
    PairStatus again = pair.startProtected();
    comeAndGo(CLIENTS);
    assertThat(pair.awaitProtected().standby().pid()).isEqualTo(again.standby().pid());
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.sum("visits")).isEqualTo(THREADS + CLIENTS / THREADS * THREADS);
    }
    assertThat(bytesOfSnapshot()).isLessThan(before + 200); // One more epoch is noted.
  }

  @Test
  void clientsThatDieAreForgottenAfterTheirGraceAndNotBefore() throws Exception {
    pair.startProtected("--session-grace", "4s");
    List<Long> sessions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (Stranger dying = stranger()) {
        sessions.add(open(dying));
      }
    }
    for (long session : sessions) {
      assertThat(comeBack(session)).isEqualTo(FrameType.WELCOME);
    }
    long last = sessions.get(sessions.size() - 1);
    PairStatus before = pair.awaitProtected();
    // To look whether it is there is to come back; so its end is seen by its number.
    pair.await(
        "all have ended", now -> now.primary().sequence() >= before.primary().sequence() + 20);
    for (long session : sessions) {
      assertThat(comeBack(session)).isEqualTo(FrameType.REFUSED);
    }
    assertThat(last).isPositive();
  }

  @Test
  void aClientThatConfirmsNothingIsSentAwayAtTheLimit() throws Exception {
    pair.startProtected();
    try (Callers callers = new Callers(pair.directory(), 2);
        Stranger stranger = stranger()) {
      open(stranger);
      callers.proceed();
      for (int request = 1; request <= 4_097; request++) {
        stranger.send(Stranger.request(request, 1, operation("stamp"), new byte[0]));
        if (request % 64 == 0) {
          for (int i = 0; i < 64; i++) {
            assertThat(stranger.receive()[0]).isEqualTo(FrameType.REPLY);
          }
        }
      }
      stranger.awaitClose();
      pair.awaitLogs("it confirms no replies: 4096 are kept for it");
      callers.proceed();
      callers.end();
    }
  }

  @Test
  void largeResultsThatAreNotConfirmedAreRefusedBeyondALimit() throws Exception {
    pair = pair.with("-Xmx512m");
    pair.startProtected();
    PairStatus before = pair.awaitProtected();
    ClientOptions patient = ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE);
    try (Callers callers = new Callers(pair.directory(), 2);
        SumsClient client = SumsClient.connect(pair.directory(), patient)) {
      List<CompletableFuture<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(client.applyLargeAsync(10 * MEBIBYTE));
      }
      int refused = 0;
      for (CompletableFuture<byte[]> answer : answers) {
        try {
          assertThat(answer.get(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
              .hasSize(10 * MEBIBYTE);
        } catch (ExecutionException e) {
          assertThat(e).cause().isInstanceOf(CallRefusedException.class);
          assertThat(e).hasMessageContaining("have fewer calls with large results under way");
          refused++;
        }
        answers.set(answers.indexOf(answer), CompletableFuture.completedFuture(new byte[0]));
      }
      assertThat(refused).isBetween(1, 93);
      assertThat(client.sum("large")).isEqualTo(100 - refused);
      assertThat(client.applyLarge(1)).hasSize(1);
      callers.proceed();
      callers.end();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
  }

  @Test
  void aClientThatDoesNotReadItsRepliesFillsNobodysMemory() throws Exception {
    PairStatus before = pair.startProtected();
    try (Callers callers = new Callers(pair.directory(), 2);
        Stranger greedy = stranger()) {
      open(greedy);
      callers.proceed();
      byte[] mebibyte = {0, 16, 0, 0}; // An int.
      ByteArrayOutputStream atOnce = new ByteArrayOutputStream();
      for (int request = 1; request <= 1_000; request++) {
        atOnce.write(Stranger.request(request, 1, operation("askLarge"), mebibyte));
      }
      greedy.send(atOnce.toByteArray());
      callers.proceed();
      for (int request = 1; request <= 1_000; request++) {
        WireInput reply = new WireInput(greedy.receive());
        assertThat(reply.readByte()).isEqualTo(FrameType.REPLY);
        assertThat(reply.readLong()).isEqualTo(request);
        assertThat(reply.remaining()).isGreaterThan(MEBIBYTE);
      }
      callers.proceed();
      callers.end();
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
  }

  private static int operation(String name) {
    return StrangersTest.SUMS.operations().stream()
        .filter(operation -> operation.toString().contains(name))
        .findFirst()
        .orElseThrow()
        .index();
  }

  @Test
  void aStrangerThatSaysNothingIsSentAwayAndAClientThatSaysNothingIsNot() throws Exception {
    pair.startProtected();
    try (Stranger client = stranger();
        Stranger silent = stranger();
        Stranger half = stranger()) {
      long session = open(client);
      half.send((byte) 0, (byte) 0);
      silent.awaitClose();
      half.awaitClose();
      pair.awaitLogs("connections that had not said what they are after 10 s");
      assertThatThrownBy(() -> silent.receive()).isInstanceOf(IOException.class);
      assertThat(session).isPositive();
      client.send(Stranger.request(1, 1, operation("stamp"), new byte[0]));
      assertThat(client.receive()[0]).isEqualTo(FrameType.REPLY);
    }
  }
}
