package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.Phase;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.system.servers.Sums;
import dev.understudy.system.servers.SumsLauncher;
import dev.understudy.system.servers.SumsReplica;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Promise 10: whatever anybody sends to a socket of the pair ends at most that connection. Clients
 * keep calling during all of it, every call succeeds, and the standby stays READY.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersTest {

  static final ServerClass SUMS = new SumsReplica(new Sums()).serverClass();
  private static final byte[] TWO_GIGABYTES = {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};

  private static PairRun pair;
  private static Callers callers;
  private static List<Path> endpoints;
  private static final List<Stranger> leftOpen = new ArrayList<>();

  private PairStatus before;

  @BeforeAll
  static void startPair() {
    pair = PairRun.of(SumsLauncher.class);
    pair.startProtected();
    callers = new Callers(pair.directory(), 3);
    PairFile file = PairFile.read(pair.runDirectory()).orElseThrow();
    endpoints =
        List.of(
            pair.directory().resolve(file.primaryEndpoint()),
            pair.directory().resolve(file.standbyEndpoint()));
  }

  @AfterAll
  static void endPair() throws IOException {
    for (Stranger stranger : leftOpen) {
      stranger.close();
    }
    if (callers != null) {
      callers.close();
    }
    pair.close();
  }

  @BeforeEach
  void remember() {
    before = pair.awaitProtected();
    callers.proceed();
  }

  @AfterEach
  void thePairGoesOn() {
    callers.proceed();
    PairStatus after = pair.status().orElseThrow();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(after.standby().phase()).isEqualTo(Phase.READY);
    assertThat(after.problems()).isEmpty();
  }

  /** Sends bytes to each socket, each time on a connection of its own, and waits to be closed. */
  private static void sendToEach(byte[]... parts) throws IOException {
    for (Path endpoint : endpoints) {
      try (Stranger stranger = Stranger.at(endpoint)) {
        for (byte[] part : parts) {
          stranger.send(part);
        }
        stranger.awaitClose();
      }
    }
  }

  private static List<byte[]> nonsense() {
    List<byte[]> all = new ArrayList<>();
    all.add(TWO_GIGABYTES);
    all.add(new byte[] {(byte) 0x80, 0, 0, 0}); // A negative length.
    all.add(new byte[4]); // A frame of nothing, without even a type.
    all.add(ByteBuffer.allocate(4).putInt(FrameType.MAX_FRAME_BYTES + 1).array());
    all.add("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    all.add(Stranger.frame((byte) 99, (byte) 1, (byte) 2));
    all.add(Stranger.frame(FrameType.HELLO));
    all.add(Stranger.frame(FrameType.REPLY, new byte[100]));
    all.add(Stranger.frame(FrameType.LINK_FORWARD, new byte[100]));
    return all;
  }

  private static List<byte[]> hellos() {
    List<byte[]> all = new ArrayList<>();
    all.add(Stranger.clientHello(SUMS, 0));
    all.add(Stranger.adminHello(SUMS.name()));
    PairStatus now = pair.status().orElseThrow();
    all.add(Stranger.linkHello(SUMS, now.epoch(), now.primary().pid()));
    return all;
  }

  /** Until messages had types, a command said what it wants in words of its own. */
  @Test
  @Order(0)
  void aCommandOfAnOlderBuildIsRefusedInWordsThatItUnderstands() throws IOException {
    try (Stranger command = Stranger.at(endpoints.get(0))) {
      WireOutput status = WireOutput.forCall();
      status.writeString("status");
      command.send(Stranger.adminHello(SUMS.name()));
      command.send(Stranger.frame(FrameType.ADMIN_REQUEST, status.toByteArray()));
      WireInput answer = new WireInput(command.receive());
      assertThat(answer.readByte()).isEqualTo(FrameType.REFUSED);
      answer.readByte();
      assertThat(answer.readString())
          .isEqualTo(
              "the primary is of another build than this command: use the command line of its"
                  + " build");
      command.awaitClose();
    }
  }

  @Test
  @Order(1)
  void nonsenseInPlaceOfAHelloEndsTheConnection() throws IOException {
    for (byte[] bytes : nonsense()) {
      sendToEach(bytes);
    }
    pair.awaitLogs("closed the connection of a stranger: it sent ");
  }

  @Test
  @Order(2)
  void nonsenseBehindAHelloEndsTheConnection() throws IOException {
    for (byte[] hello : hellos()) {
      for (byte[] bytes : nonsense()) {
        sendToEach(hello, bytes);
      }
      sendToEach(hello, hello);
    }
  }

  @Test
  @Order(3)
  void randomBytesEndTheConnection() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      byte[] bytes = new byte[20_000];
      new Random(seed).nextBytes(bytes);
      bytes[0] = (byte) (bytes[0] | 0x40); // Beyond any frame: what is announced need not come.
      sendToEach(bytes);
      sendToEach(Stranger.clientHello(SUMS, 0), bytes);
    }
  }

  @Test
  @Order(4)
  void helloIsCheckedToTheLastByte() throws IOException {
    for (byte[] hello : hellos()) {
      for (int cut = 6; cut < hello.length; cut += 7) {
        byte[] shorter = ByteBuffer.allocate(cut).put(hello, 0, cut).putInt(0, cut - 4).array();
        sendToEach(shorter, TWO_GIGABYTES);
      }
    }
  }

  @Test
  @Order(5)
  void aSessionThatNeverWasIsRefused() throws IOException {
    for (long session : new long[] {1L << 40, -1, Long.MIN_VALUE}) {
      try (Stranger stranger = Stranger.at(endpoints.get(0))) {
        stranger.send(Stranger.clientHello(SUMS, session, pair.life()));
        assertThat(stranger.receive()[0]).isEqualTo(FrameType.REFUSED);
        stranger.awaitClose();
      }
    }
  }

  @Test
  @Order(6)
  void callsThatCannotBeEndTheConnectionOrGetAnAnswerAndNothingElse() throws IOException {
    Random random = new Random(4711);
    for (int operation = -1; operation <= SUMS.operations().size(); operation++) {
      for (byte[] arguments : oddArguments(random)) {
        try (Stranger stranger = Stranger.at(endpoints.get(0))) {
          stranger.send(Stranger.clientHello(SUMS, 0));
          assertThat(stranger.receive()[0]).isEqualTo(FrameType.WELCOME);
          stranger.send(Stranger.request(1, 1, operation, arguments));
          stranger.send(TWO_GIGABYTES);
          stranger.awaitClose();
        }
      }
    }
    pair.awaitLogs("closed the connection of a client: it sent a call that");
  }

  private static List<byte[]> oddArguments(Random random) {
    List<byte[]> all = new ArrayList<>();
    all.add(new byte[0]);
    // Sizes that no arguments have, as numbers of one to five bytes and as an int.
    byte f = (byte) 0xff;
    for (byte last : new byte[] {0x01, 0x03, 0x07, 0x0f}) {
      all.add(new byte[] {f, f, f, f, last});
      all.add(new byte[] {1, f, f, f, f, last});
      all.add(new byte[] {1, 1, f, f, f, f, last, 1, 1, 1, 1});
      all.add(new byte[] {2, f, f, f, f, last, 1, 1, 1, 1});
      all.add(new byte[] {2, 2, 'a', f, f, f, f, last, 1, 1, 1, 1});
    }
    all.add(new byte[] {0x7f, f, f, f, 1, 1});
    for (int length : new int[] {1, 2, 3, 8, 9, 30, 3_000}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      all.add(bytes);
    }
    return all;
  }

  @Test
  @Order(7)
  void halfFramesAndIdleConnectionsAreLeftAlone() throws IOException {
    for (Path endpoint : endpoints) {
      for (byte[] hello : hellos()) {
        for (int cut : new int[] {1, 4, 5, 20, hello.length - 1}) {
          Stranger half = Stranger.at(endpoint);
          leftOpen.add(half);
          byte[] some = ByteBuffer.allocate(cut).put(hello, 0, cut).array();
          half.send(some);
        }
      }
      byte[] announced = ByteBuffer.allocate(4).putInt(FrameType.MAX_FRAME_BYTES).array();
      for (int i = 0; i < 8; i++) {
        Stranger large = Stranger.at(endpoint);
        leftOpen.add(large);
        large.send(announced);
        large.send(new byte[1 << 16]);
      }
    }
  }

  @Test
  @Order(8)
  void twoHundredConnectionsThatNobodyClosesAreLeftAlone() throws IOException {
    for (Path endpoint : endpoints) {
      for (int i = 0; i < 200; i++) {
        Stranger idle = Stranger.at(endpoint);
        leftOpen.add(idle);
        if (i % 2 == 0) {
          idle.send(Stranger.clientHello(SUMS, 0));
        }
      }
    }
  }

  @Test
  @Order(9)
  void theStandbyTakesOverWithAllOfTheseStillOpen() {
    PairStatus now = pair.awaitProtected();
    pair.kill(now.primary().pid());
    before = pair.awaitProtectedWithout(now.primary().pid());
    assertThat(before.primary().pid()).isEqualTo(now.standby().pid());
    callers.proceed();
    callers.end();
    callers = new Callers(pair.directory(), 0);
  }
}
