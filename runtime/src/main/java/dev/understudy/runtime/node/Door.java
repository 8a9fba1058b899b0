package dev.understudy.runtime.node;

import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The Unix-domain socket on which a process listens. When nobody can be let in, because the process
 * has as many files open as it may have, those who come wait before it, and it is tried again with
 * the next tick. Writer thread only.
 */
final class Door implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int TICKS_BETWEEN_COMPLAINTS = 200;

  private final ServerSocketChannel server;
  private final Consumer<SocketChannel> acceptor;
  private final SelectionKey key;
  private int ticksUntilComplaint;

  private Door(ServerSocketChannel server, EventLoop loop, Consumer<SocketChannel> acceptor)
      throws IOException {
    this.server = server;
    this.acceptor = acceptor;
    this.key = loop.register(server, SelectionKey.OP_ACCEPT, this::accept);
    loop.atEachTick(this::tick);
  }

  /** Listens; each connection is given to the acceptor. */
  static Door open(Path socket, EventLoop loop, Consumer<SocketChannel> acceptor)
      throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      server.configureBlocking(false);
      return new Door(server, loop, acceptor);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void accept() {
    try {
      SocketChannel accepted = server.accept();
      if (accepted != null) {
        acceptor.accept(accepted);
      }
    } catch (IOException e) {
      key.interestOps(0); // Whoever waits there makes the next turn begin at once, and fail again.
      if (ticksUntilComplaint == 0) {
        ticksUntilComplaint = TICKS_BETWEEN_COMPLAINTS;
        EventLog.event("could not accept a connection; it is tried again", e);
      }
    }
  }

  private void tick() {
    ticksUntilComplaint = Math.max(0, ticksUntilComplaint - 1);
    if (key.isValid() && key.interestOps() == 0) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
