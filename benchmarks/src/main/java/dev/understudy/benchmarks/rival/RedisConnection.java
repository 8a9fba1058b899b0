package dev.understudy.benchmarks.rival;

import dev.understudy.benchmarks.bare.Sockets;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connection to a Redis server. An update is an {@code INCR}, and counts as answered when {@code
 * WAIT} tells that the replica has it too. Confined to the caller's thread, which it blocks.
 */
public final class RedisConnection implements AutoCloseable {

  private static final String INCREMENT = "INCR counter\r\n";
  private static final byte[] UPDATE = bytes(INCREMENT + "WAIT 1 1000\r\n");
  private static final byte[] PROMOTION = bytes("REPLICAOF NO ONE\r\n" + INCREMENT);
  private static final int BUFFER_BYTES = 1 << 16;

  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();

  private RedisConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static RedisConnection connect(Path socket) throws IOException, InterruptedException {
    return new RedisConnection(Sockets.connect(socket));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Makes one update, and waits until both servers have it. */
  public void call() throws IOException {
    if (callAndCountReplicas() == 0) {
      throw new IOException("the replica of Redis is gone");
    }
  }

  int callAndCountReplicas() throws IOException {
    send(UPDATE, 1);
    readLine();
    return (int) number();
  }

  /** Makes so many updates in one write, and waits until both servers have all of them. */
  public void callMany(int count) throws IOException {
    send(bytes(INCREMENT), count);
    send(bytes("WAIT 1 1000\r\n"), 1);
    for (int i = 0; i < count; i++) {
      readLine();
    }
    if (number() == 0) {
      throw new IOException("the replica of Redis is gone");
    }
  }

  void callUntilItEnds() {
    try {
      while (true) {
        call();
      }
    } catch (IOException e) {
      // This is how it ends.
    }
  }

  void promote() throws IOException {
    send(PROMOTION, 1);
    readLine();
    number();
  }

  private void send(byte[] command, int count) throws IOException {
    out.clear();
    for (int i = 0; i < count; i++) {
      out.put(command);
    }
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private void readLine() throws IOException {
    byte last = next();
    while (last != '\n') {
      last = next();
    }
  }

  private long number() throws IOException {
    byte digit = next();
    if (digit != ':') {
      throw new IOException("Redis answered with something else than a number");
    }
    long number = 0;
    for (digit = next(); digit != '\r'; digit = next()) {
      number = 10 * number + digit - '0';
    }
    readLine();
    return number;
  }

  private byte next() throws IOException {
    if (!in.hasRemaining()) {
      in.clear();
      if (channel.read(in) < 0) {
        throw new EOFException("Redis has ended; see its log");
      }
      in.flip();
    }
    return in.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
