package dev.understudy.benchmarks.bare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection of a caller to a bare process. Confined to the caller's thread. */
public final class BareConnection implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 30_000;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer requests;
  private final ByteBuffer replies;
  private final int replyBytes;
  private long number;

  private BareConnection(SocketChannel channel, int inFlight, int replyBytes) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    this.requests = ByteBuffer.allocateDirect(inFlight * Frames.REQUEST_BYTES);
    this.replies = ByteBuffer.allocateDirect(inFlight * replyBytes);
    this.replyBytes = replyBytes;
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /**
   * Connects as soon as the process listens.
   *
   * @param inFlight how many requests may be unanswered
   * @param replyBytes the size of a reply
   */
  public static BareConnection connect(Path socket, int inFlight, int replyBytes)
      throws IOException, InterruptedException {
    return new BareConnection(Sockets.connect(socket), inFlight, replyBytes);
  }

  /** Sends one request and waits for its reply. */
  public void call() throws IOException {
    send(1);
    int received = 0;
    while (received == 0) {
      received = receive();
    }
  }

  /** Sends some requests in one write. */
  public void send(int count) throws IOException {
    requests.clear();
    for (int i = 0; i < count; i++) {
      int position = requests.position();
      requests.putLong(position, number++).putLong(position + Long.BYTES, 1);
      requests.position(position + Frames.REQUEST_BYTES);
    }
    requests.flip();
    while (requests.hasRemaining()) {
      channel.write(requests);
    }
  }

  /**
   * Waits for something to read, and reads it.
   *
   * @return how many replies have come
   */
  public int receive() throws IOException {
    if (selector.select(PATIENCE_MILLIS) == 0) {
      throw new InterruptedIOException(
          "no reply of a bare process, or this thread was interrupted");
    }
    selector.selectedKeys().clear();
    if (channel.read(replies) < 0) {
      throw new EOFException("a bare process has ended; see its log");
    }
    int count = replies.position() / replyBytes;
    replies.flip().position(count * replyBytes);
    replies.compact();
    return count;
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      // Both are closed.
    }
  }
}
