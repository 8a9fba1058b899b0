package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Opens Unix domain sockets, as the product does. Without state, for any thread. */
public final class Sockets {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 5;

  private Sockets() {}

  static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return server;
  }

  /** Connects as soon as somebody listens there. */
  public static SocketChannel connect(Path socket) throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException e) {
        channel.close();
        if (System.nanoTime() - startedNanos > PATIENCE_NANOS) {
          throw new IOException("nobody listens at " + socket + "; see the logs beside it", e);
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
