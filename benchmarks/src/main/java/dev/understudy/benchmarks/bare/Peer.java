package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One end of a connection, with a buffer for each direction. Confined to the loop's thread. */
final class Peer {

  // More than all callers together have in flight.
  private static final int BUFFER_BYTES = 256 << 10;

  /** What was received and not consumed, ready for reading between two calls of receive. */
  final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  /** What is to be sent, ready for more. */
  final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private final SocketChannel channel;

  Peer(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Takes what is there.
   *
   * @return whether the other end is still connected
   */
  boolean receive() throws IOException {
    in.compact();
    int count = channel.read(in);
    in.flip();
    return count >= 0;
  }

  /** Sends all. */
  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  void close() throws IOException {
    channel.close();
  }
}
