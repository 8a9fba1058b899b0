package dev.understudy.runtime.client;

import dev.understudy.runtime.message.ClientMessage;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  private final String endpoint;
  private final SocketChannel channel;
  private final long session;
  private final FrameInput input = new FrameInput(FrameType.MAX_FRAME_BYTES);
  private final FrameOutput output = new FrameOutput();
  private Phase phase = Phase.GREETING;
  private long epoch;
  private @Nullable IOException writeFailure;

  private Connection(String endpoint, SocketChannel channel, long session) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.session = session;
  }

  /**
   * Connects to an endpoint, and does not wait: the sockets of a process that is stopped have full
   * queues sooner or later.
   *
   * @param session the session to go on with, or 0 for a new one
   * @throws IOException when nobody listens there, or not at once
   */
  static Connection open(String endpoint, SocketAddress address, long session) throws IOException {
    SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    Connection connection = new Connection(endpoint, channel, session);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new ConnectException("not at once");
      }
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** Has a selector watch for what comes. */
  void register(Selector selector) throws ClosedChannelException {
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  String endpoint() {
    return endpoint;
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

  void greet(Greeting greeting, long life) {
    greeting.hello(session, life).send(output);
  }

  /**
   * Appends a request.
   *
   * @param confirmed all requests below it have been answered
   */
  void ask(PendingCall<?> call, long confirmed) {
    ClientMessage.Request.send(
        output,
        call.request(),
        confirmed,
        call.operation().index(),
        call.arguments().array(),
        call.arguments().size());
  }

  /** Says that all requests below one are answered, where no other request says so. */
  void confirm(long confirmed) {
    new ClientMessage.Confirm(confirmed).send(output);
  }

  void sayGoodbye() {
    ClientMessage.Signal.GOODBYE.send(output);
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
  public boolean flush() {
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
   * Reads once, and tells all that came, with the session's lock held.
   *
   * @return whether there may be more later: false at the end of the connection
   */
  boolean receive(ServerMessage.Handler<Connection> events) throws IOException {
    if (phase == Phase.CLOSED) {
      return true;
    }
    int read = input.readFrom(channel);
    while (phase != Phase.CLOSED && input.next()) {
      requirePhase(input.type());
      ServerMessage.read(input.type(), input.body(), this, events);
    }
    return read >= 0;
  }

  private void requirePhase(byte type) {
    boolean serving = phase == Phase.SERVING;
    boolean inPhase =
        switch (type) {
          case FrameType.REPLY, FrameType.STANDBY_CHANGED, FrameType.FAREWELL -> serving;
          case FrameType.WELCOME -> !serving;
          case FrameType.STANDING_BY -> phase == Phase.GREETING;
          default -> true;
        };
    if (!inPhase) {
      throw new MalformedInputException("a frame of type " + type + " while " + phase);
    }
  }

  /** Sets what a selector waits for, in the thread that selects. */
  void watch(Selector selector, int operations) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null && key.isValid() && key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public void close() {
    phase = Phase.CLOSED;
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{} cannot be closed", this, e);
    }
  }

  @Override
  public String toString() {
    return endpoint + (epoch == 0 ? "" : " (epoch " + epoch + ")");
  }
}
