package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A process that only passes bytes on: the limit of a round trip. As a primary it sends what it
 * receives to the next process, and that one's answer back to the caller. As the last of the chain
 * it answers with what it received. Its main thread runs the selector loop.
 */
public final class BareRelay {

  private final Selector selector;
  private final SocketChannel caller;
  private final @Nullable SocketChannel next;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 << 10);

  private BareRelay(Selector selector, SocketChannel caller, @Nullable SocketChannel next) {
    this.selector = selector;
    this.caller = caller;
    this.next = next;
  }

  /**
   * Serves one caller until it leaves.
   *
   * @param arguments the socket to listen at and, but for the last process, that of the next
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lifeline.hold();
    try (Selector selector = Selector.open();
        ServerSocketChannel server = Sockets.listen(Path.of(arguments[0]));
        SocketChannel next = arguments.length > 1 ? Sockets.connect(Path.of(arguments[1])) : null;
        SocketChannel caller = server.accept()) {
      new BareRelay(selector, caller, next).run();
    }
  }

  private void run() throws IOException {
    watch(caller);
    if (next != null) {
      watch(next);
    }
    boolean connected = true;
    while (connected) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        connected &= pass(key.channel() == next);
      }
      selector.selectedKeys().clear();
    }
  }

  private void watch(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  private boolean pass(boolean back) throws IOException {
    SocketChannel from = back && next != null ? next : caller;
    SocketChannel to = back || next == null ? caller : next;
    bytes.clear();
    if (from.read(bytes) < 0) {
      return false;
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    return true;
  }
}
