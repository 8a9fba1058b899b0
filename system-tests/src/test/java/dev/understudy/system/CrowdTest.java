package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.BYTE_ARRAY;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.system.servers.BadCalls;
import dev.understudy.system.servers.BadCallsClient;
import dev.understudy.system.servers.BadCallsLauncher;
import dev.understudy.system.servers.BadCallsReplica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many clients, large calls and slow calls do to a pair: promises 9 and 13. */
class CrowdTest {

  private static final ServerClass FRAGILE = new BadCallsReplica(new BadCalls()).serverClass();
  private static final int MEBIBYTE = 1 << 20;

  private PairRun pair;

  @BeforeEach
  void choosePlace() {
    pair = PairRun.of(BadCallsLauncher.class);
  }

  @AfterEach
  void endPair() {
    pair.close();
  }

  private BadCallsClient connect() {
    return BadCallsClient.connect(
        pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE));
  }

  private Stranger stranger() throws IOException {
    PairFile file = PairFile.read(pair.runDirectory()).orElseThrow();
    return Stranger.at(pair.directory().resolve(file.primaryEndpoint()));
  }

  private static long openFiles(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.count();
    }
  }

  @Test
  void aClientThatDiesWhileResultsAreOwedToItIsNoticed() throws IOException {
    PairStatus before = pair.startProtected("--session-grace", "200ms");
    try (BadCallsClient other = connect()) {
      long filesBefore = openFiles(before.primary().pid());
      for (int i = 0; i < 3; i++) {
        try (Stranger stranger = stranger()) {
          stranger.send(Stranger.clientHello(FRAGILE, 0));
          assertThat(stranger.receive()[0]).isEqualTo(FrameType.WELCOME);
          for (int request = 1; request <= 8; request++) {
            stranger.send(echoOf(MEBIBYTE, request)); // And reads none of the results.
          }
        }
      }
      Machine.await("their deaths").until(() -> other.sum() / 1_000 == 3);
      Machine.await("their files are closed")
          .until(() -> openFiles(before.primary().pid()) <= filesBefore);
    }
    assertThat(pair.awaitProtected().primary().pid()).isEqualTo(before.primary().pid());
  }

  private static byte[] echoOf(int bytes, long request) {
    WireOutput arguments = WireOutput.forCall();
    arguments.writeBytes(new byte[bytes]);
    int operation =
        FRAGILE.operations().stream()
            .filter(each -> each.signature().startsWith("echo("))
            .findFirst()
            .orElseThrow()
            .index();
    return Stranger.request(request, 1, operation, arguments.toByteArray());
  }

  @Test
  void manyLargeCallsAtOnceNeedNoMoreMemoryThanFew() {
    PairRun small = pair.with("-Xmx256m");
    PairStatus before = small.startProtected();
    List<BadCallsClient> clients = IntStream.range(0, 12).mapToObj(i -> connect()).toList();
    List<CompletableFuture<byte[]>> calls = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      calls.clear();
      clients.forEach(client -> calls.add(client.echoAsync(new byte[15 * MEBIBYTE])));
      calls.forEach(
          call ->
              assertThat(call)
                  .as(pair::logs)
                  .succeedsWithin(Machine.PATIENCE)
                  .asInstanceOf(BYTE_ARRAY)
                  .hasSize(15 * MEBIBYTE));
    }
    clients.forEach(BadCallsClient::close);
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).as(pair.logs()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).as(pair.logs()).isEqualTo(before.standby().pid());
  }

  @Test
  void largeFramesOfStrangersAreNotTakenIn() throws IOException {
    PairStatus before = pair.startProtected();
    List<Stranger> strangers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Stranger stranger = stranger();
      strangers.add(stranger);
      stranger.send(Stranger.frame(FrameType.HELLO, new byte[15 * MEBIBYTE]));
    }
    for (Stranger stranger : strangers) {
      stranger.awaitClose();
      stranger.close();
    }
    try (BadCallsClient client = connect()) {
      assertThat(client.add(1)).isEqualTo(1);
    }
    assertThat(pair.awaitProtected().primary().pid()).isEqualTo(before.primary().pid());
  }

  @Test
  void whereFilesAreScarceCommandsGetInAndATakeoverWorks() throws Exception {
    PairStatus before = pair.withOpenFiles(160).startProtected();
    List<Stranger> strangers = new ArrayList<>();
    try (BadCallsClient client = connect()) {
      for (int i = 0; i < 100; i++) {
        Stranger stranger = stranger();
        strangers.add(stranger);
        stranger.send(Stranger.clientHello(FRAGILE, 0));
      }
      byte last = FrameType.WELCOME;
      for (Stranger stranger : strangers) {
        last = stranger.receive()[0];
      }
      assertThat(last).isEqualTo(FrameType.REFUSED);
      assertThat(pair.run("status").out()).contains("PROTECTED");
      pair.kill(before.primary().pid());
      assertThat(client.add(1)).isEqualTo(1);
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
    }
    for (Stranger stranger : strangers) {
      stranger.close();
    }
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void slowCallsLetSignsOfLifeThroughOnBothSides() {
    PairStatus before = pair.startProtected("--hang-timeout", "1s");
    try (BadCallsClient client = connect()) {
      List<CompletableFuture<Long>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(client.dawdleAsync(250));
      }
      calls.forEach(CompletableFuture::join);
      PairStatus after = pair.awaitProtected();
      assertThat(after.primary().pid()).as(pair.logs()).isEqualTo(before.primary().pid());
      assertThat(after.standby().pid()).as(pair.logs()).isEqualTo(before.standby().pid());
      pair.kill(before.standby().pid());
      // What the joiner has to digest takes it five seconds.
      PairStatus joined = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(joined.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(joined.obituaries()).as(pair.logs()).hasSize(1);
    }
  }

  @Test
  void anUpdateThatInterruptsItsThreadHarmsNobody() {
    PairStatus before = pair.startProtected("--snapshot-every", "1KiB");
    try (BadCallsClient client = connect()) {
      for (int i = 1; i <= 50; i++) {
        assertThat(client.interrupt()).isEqualTo(i);
      }
      pair.kill(before.standby().pid());
      pair.awaitProtectedWithout(before.standby().pid());
      assertThat(client.interrupt()).isEqualTo(51);
    }
    pair.awaitLogs("was interrupted");
    assertThat(pair.run("stop").exitCode()).isZero();
    pair.startProtected();
    try (BadCallsClient client = connect()) {
      assertThat(client.add(1)).isEqualTo(52);
    }
  }

  @Test
  void deletedSocketsAreMadeAnew() throws IOException {
    PairStatus before = pair.startProtected();
    try (BadCallsClient client = connect()) {
      for (String socket : pair.sockets()) {
        Files.delete(pair.directory().resolve(socket));
      }
      assertThat(client.add(1)).isEqualTo(1);
      Machine.await("both sockets").until(() -> pair.sockets().size() == 2);
      try (BadCallsClient late =
          BadCallsClient.connect(
              pair.directory(),
              ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(60)))) {
        assertThat(late.add(1)).isEqualTo(2);
      }
    }
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @Test
  void aSessionOfAnEarlierLifeIsNotTakenForANewOne() throws IOException {
    pair.startProtected();
    try (Stranger stranger = stranger()) {
      stranger.send(Stranger.clientHello(FRAGILE, 0));
      assertThat(stranger.receive()[0]).isEqualTo(FrameType.WELCOME);
      try (Stranger late = stranger()) {
        late.send(Stranger.clientHello(FRAGILE, 1, pair.life() + 1));
        assertThat(late.receive()[0]).isEqualTo(FrameType.REFUSED);
      }
      try (Stranger same = stranger()) {
        same.send(Stranger.clientHello(FRAGILE, 1, pair.life()));
        assertThat(same.receive()[0]).isEqualTo(FrameType.WELCOME);
      }
    }
    long life = pair.life();
    assertThat(pair.run("backup", pair.root().resolve("b").toString()).exitCode()).isZero();
    assertThat(pair.run("stop").exitCode()).isZero();
    Machine.deleteTree(pair.directory());
    assertThat(pair.run("restore", pair.root().resolve("b").toString()).exitCode()).isZero();
    pair.startProtected();
    assertThat(pair.life()).isNotEqualTo(life);
  }
}
