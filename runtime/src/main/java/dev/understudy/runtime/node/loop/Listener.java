package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Unix-domain socket on which a process listens. When nobody can be let in, because the process
 * has as many files open as it may have, those who come wait before it, and it is tried again with
 * the next tick. Writer thread only.
 */
final class Listener implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int TICKS_BETWEEN_COMPLAINTS = 200;

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path socket;
  private final EventLoop loop;
  private final Consumer<SocketChannel> acceptor;
  private ServerSocketChannel server;
  private SelectionKey key;
  private int ticksUntilComplaint;
  private long lastLookNanos = System.nanoTime();
  private boolean closed;

  private Listener(Path socket, EventLoop loop, Consumer<SocketChannel> acceptor)
      throws IOException {
    this.socket = socket;
    this.loop = loop;
    this.acceptor = acceptor;
    this.server = listen(socket);
    this.key = loop.register(server, SelectionKey.OP_ACCEPT, this::accept);
    loop.atEachTick(this::tick);
  }

  /** Listens; each connection is given to the acceptor. */
  static Listener open(Path socket, EventLoop loop, Consumer<SocketChannel> acceptor)
      throws IOException {
    return new Listener(socket, loop, acceptor);
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      made.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      made.configureBlocking(false);
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
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
      key.interestOps(0); // Otherwise the next turn would begin at once, and fail again.
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
    if (!closed && System.nanoTime() - lastLookNanos >= BETWEEN_LOOKS_NANOS) {
      lastLookNanos = System.nanoTime();
      listenAgainIfDeleted();
    }
  }

  // Somebody tidied up: those who are connected notice nothing, and nobody else could come any
  // more.
  private void listenAgainIfDeleted() {
    if (!Files.notExists(socket) || Files.notExists(socket.toAbsolutePath().getParent())) {
      return;
    }
    try {
      ServerSocketChannel former = server;
      server = listen(socket);
      key = loop.register(server, SelectionKey.OP_ACCEPT, this::accept);
      former.close();
      EventLog.event(
          "the socket " + socket + " was deleted while this process runs: it has been made anew");
    } catch (IOException e) {
      if (ticksUntilComplaint == 0) {
        ticksUntilComplaint = TICKS_BETWEEN_COMPLAINTS;
        EventLog.event("the socket " + socket + " was deleted, and cannot be made anew yet", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
  }
}
