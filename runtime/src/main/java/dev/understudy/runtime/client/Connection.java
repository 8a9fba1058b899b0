package dev.understudy.runtime.client;

import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one endpoint: its socket, what is to be sent, and how far the greeting has
 * come. Guarded by the session's lock.
 *
 * <pre>
 * GREETING ──STANDING_BY──▶ STANDING_BY
 *     └───────WELCOME──────────┴──▶ SERVING        each ──▶ CLOSED
 * </pre>
 */
final class Connection implements Closeable {

  /** How far the greeting has come. */
  enum Phase {
    /** HELLO is sent, and nothing has come back. */
    GREETING,
    /** The other side is a standby: WELCOME comes when it takes over. */
    STANDING_BY,
    /** The other side is the primary. */
    SERVING,
    /** It is over. */
    CLOSED
  }

  private final String endpoint;
  private final SocketChannel channel;
  private final long session;
  private final FrameInput input = new FrameInput(FrameType.MAX_FRAME_BYTES);
  private final FrameOutput output = new FrameOutput();
  private Phase phase = Phase.GREETING;
  private long epoch;
  private @Nullable IOException writeFailure;

  /**
   * @param channel connected and non-blocking; owned by this connection from here on
   * @param session the session that its HELLO names, or 0 for a new one
   */
  Connection(String endpoint, SocketChannel channel, long session) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.session = session;
  }

  String endpoint() {
    return endpoint;
  }

  SocketChannel channel() {
    return channel;
  }

  /** The session that its HELLO named, or 0 for a new one. */
  long greetedSession() {
    return session;
  }

  Phase phase() {
    return phase;
  }

  void standsBy() {
    phase = Phase.STANDING_BY;
  }

  /** The epoch in which the other side serves; 0 before it does. */
  long epoch() {
    return epoch;
  }

  void serves(long newEpoch) {
    phase = Phase.SERVING;
    epoch = newEpoch;
  }

  /** Why writing has failed; null as long as it has not. */
  @Nullable IOException writeFailure() {
    return writeFailure;
  }

  void greet(Hello hello) {
    hello.write(session, output);
  }

  /**
   * Appends a request.
   *
   * @param confirmed all requests below it have been answered
   */
  void ask(PendingCall<?> call, long confirmed) {
    WireOutput out = output.begin(FrameType.REQUEST);
    out.writeLong(call.request());
    out.writeLong(confirmed);
    out.writeVarInt(call.operation().index());
    out.writeRaw(call.arguments().array(), 0, call.arguments().size());
    output.end();
  }

  void sayGoodbye() {
    output.begin(FrameType.GOODBYE);
    output.end();
  }

  int pendingBytes() {
    return output.pendingBytes();
  }

  /**
   * Sends what the socket takes. A failure is kept for {@link #writeFailure}: what came before it
   * may still be read.
   *
   * @return whether nothing is left to send
   */
  boolean flush() {
    if (phase == Phase.CLOSED || writeFailure != null) {
      return true;
    }
    try {
      return output.flush(channel);
    } catch (IOException e) {
      writeFailure = e;
      return true;
    }
  }

  /**
   * Reads once, and tells all that came.
   *
   * @return whether there may be more later: false at the end of the connection
   */
  boolean receive(ServerEvents events) throws IOException {
    if (phase == Phase.CLOSED) {
      return true;
    }
    int read = input.readFrom(channel);
    while (phase != Phase.CLOSED && input.next()) {
      ServerFrame.read(this, input, events);
    }
    return read >= 0;
  }

  /** Sets what a selector waits for, in the thread that selects. */
  void watch(Selector selector, int operations) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null && key.isValid() && key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public void close() throws IOException {
    phase = Phase.CLOSED;
    channel.close();
  }

  @Override
  public String toString() {
    return endpoint + (epoch == 0 ? "" : " (epoch " + epoch + ")");
  }
}
