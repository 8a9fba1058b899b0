package dev.understudy.runtime.client;

import dev.understudy.runtime.api.ClientOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Not a test: prints what a call costs beside a bare ping-pong over a socket, in one run.
 *
 * <p>{@code java -cp target/classes:target/test-classes:…
 * dev.understudy.runtime.client.CallLatency}
 */
final class CallLatency {

  private static final int WARM_UP = 50_000;
  private static final int ROUNDS = 100_000;
  private static final int PIPELINE = 512;

  private interface Round {
    void run() throws IOException;
  }

  private CallLatency() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("latency");
    try (FakePair pair = new FakePair(directory)) {
      pair.startPair();
      try (ClientSession client =
              ClientSession.connect(Counter.CLASS, pair, ClientOptions.DEFAULTS);
          SocketChannel bare = startPingPong(directory.resolve("bare.sock"))) {
        ByteBuffer ball = ByteBuffer.allocateDirect(40);
        for (int i = 0; i < 3; i++) {
          measure("bare blocking ping-pong", () -> pingPong(bare, ball));
          measure("blocking call          ", () -> client.call(Counter.ADD, Counter.number(1)));
          pipeline(client);
        }
      }
    }
  }

  private static void pipeline(ClientSession client) {
    Deque<CompletableFuture<Long>> sums = new ArrayDeque<>();
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS * 5; i++) {
      if (sums.size() == PIPELINE) {
        sums.remove().join();
      }
      sums.add(client.callAsync(Counter.ADD, Counter.number(1)));
    }
    sums.forEach(CompletableFuture::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("async, %d in flight: %,.0f calls/s%n", PIPELINE, ROUNDS * 5 / seconds);
  }

  private static void measure(String what, Round round) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      round.run();
    }
    long[] nanos = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      round.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s: median %.1f us, 99%% %.1f us, 99.9%% %.1f us%n",
        what,
        micros(nanos[ROUNDS / 2]),
        micros(nanos[ROUNDS / 100 * 99]),
        micros(nanos[ROUNDS / 1000 * 999]));
  }

  private static double micros(long nanos) {
    return (double) nanos / TimeUnit.MICROSECONDS.toNanos(1);
  }

  private static SocketChannel startPingPong(Path path) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    Thread thread =
        new Thread(
            () -> {
              ByteBuffer ball = ByteBuffer.allocateDirect(40);
              try (listener;
                  SocketChannel peer = listener.accept()) {
                while (peer.read(ball.clear()) > 0) {
                  peer.write(ball.flip());
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static void pingPong(SocketChannel bare, ByteBuffer ball) throws IOException {
    bare.write(ball.clear());
    bare.read(ball.clear());
  }
}
