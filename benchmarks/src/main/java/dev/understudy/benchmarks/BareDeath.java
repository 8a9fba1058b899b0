package dev.understudy.benchmarks;

import dev.understudy.runtime.os.WriterMutex;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after a kill the kernel tells of it, where nothing else is to be done.
 *
 * @param mutexMillis until the mutex of the dead was handed on
 * @param endOfFileMillis until its connection ended
 */
record BareDeath(double mutexMillis, double endOfFileMillis) {

  private static final long PATIENCE_MILLIS = 60_000;
  private static final long UNTIL_IT_WAITS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Starts a victim with such a heap, and kills it. */
  static BareDeath measure(Jvm jvm, Path folder) throws IOException, InterruptedException {
    Path socket = folder.resolve("bare.sock");
    Path file = folder.resolve("bare.mutex");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process victim =
          jvm.start(
              folder.resolve("bare.log"),
              BareVictim.class.getName(),
              socket.toString(),
              file.toString());
      try (SocketChannel connection = server.accept()) {
        ByteBuffer one = ByteBuffer.allocate(1);
        connection.read(one);
        WriterMutex mutex =
            WriterMutex.open(file).orElseThrow(() -> new IOException("the victim has no mutex"));
        CompletableFuture<Long> handedOn =
            CompletableFuture.supplyAsync(
                () -> {
                  mutex.await(PATIENCE_MILLIS);
                  return System.nanoTime();
                },
                body -> new Thread(body, "mutex").start());
        LockSupport.parkNanos(UNTIL_IT_WAITS_NANOS);
        long killedNanos = System.nanoTime();
        victim.destroyForcibly();
        one.clear();
        connection.read(one);
        long endedNanos = System.nanoTime();
        return new BareDeath(
            Figures.millis(handedOn.join() - killedNanos),
            Figures.millis(endedNanos - killedNanos));
      } finally {
        victim.destroyForcibly().waitFor();
      }
    } finally {
      Files.deleteIfExists(socket);
    }
  }
}
