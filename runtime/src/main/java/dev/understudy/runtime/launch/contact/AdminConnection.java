package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The command line's connection to a primary. Blocks, but never longer than its timeout: what
 * listens there may hang, or be a stranger. Confined to one thread.
 */
public final class AdminConnection implements AutoCloseable {

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration timeout;
  private long deadlineNanos;

  private AdminConnection(SocketChannel channel, Selector selector, Duration timeout)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, SelectionKey.OP_READ);
    this.timeout = timeout;
  }

  /**
   * The answer to a request.
   *
   * @param done whether it was done
   * @param text what the primary has to say
   */
  public record Reply(boolean done, String text) {}

  /**
   * Connects, and says who is calling.
   *
   * @param socket where the primary listens
   * @param serverClass the binary name of the class that is expected there
   * @param timeout how long a request may take
   * @throws IOException when nobody answers there
   */
  public static AdminConnection open(Path socket, String serverClass, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("it takes no more connections");
      }
      AdminConnection connection = new AdminConnection(channel, Selector.open(), timeout);
      connection.startClock();
      WireOutput hello = frame(FrameType.HELLO);
      hello.writeInt(FrameType.MAGIC);
      hello.writeVarInt(FrameType.PROTOCOL_VERSION);
      hello.writeByte(FrameType.PURPOSE_ADMIN);
      hello.writeString(serverClass);
      connection.send(hello);
      return connection;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws IOException when none comes in time, or none that can be read
   */
  public Reply request(String command) throws IOException {
    startClock();
    WireOutput request = frame(FrameType.ADMIN_REQUEST);
    request.writeString(command);
    send(request);
    WireInput in = receive();
    try {
      byte type = in.readByte();
      return switch (type) {
        case FrameType.ADMIN_REPLY -> new Reply(in.readBoolean(), text(in));
        case FrameType.REFUSED -> {
          in.readByte();
          yield new Reply(false, text(in));
        }
        case FrameType.GOODBYE -> new Reply(false, "the process there is leaving");
        default -> throw new IOException("an answer of type " + type + ", which was not asked for");
      };
    } catch (MalformedInputException e) {
      throw new IOException("an answer that cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }

  private static String text(WireInput in) {
    String text = in.readString();
    return text == null ? "" : text;
  }

  // The length is not known yet: send sets it.
  private static WireOutput frame(byte type) {
    WireOutput out = WireOutput.forCall();
    out.writeInt(0);
    out.writeByte(type);
    return out;
  }

  private void send(WireOutput frame) throws IOException {
    frame.setInt(0, frame.size() - Integer.BYTES);
    ByteBuffer bytes = ByteBuffer.wrap(frame.array(), 0, frame.size());
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private WireInput receive() throws IOException {
    int length = receive(Integer.BYTES).getInt();
    if (length < 1 || length > FrameType.MAX_FRAME_BYTES) {
      throw new IOException("a frame of " + length + " bytes: this is no process of a pair");
    }
    return new WireInput(receive(length).array());
  }

  private ByteBuffer receive(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes);
      if (count < 0) {
        throw new EOFException("the connection was closed before an answer came");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return bytes.flip();
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    selector.select(millis);
    selector.selectedKeys().clear();
  }

  private void startClock() {
    deadlineNanos = System.nanoTime() + timeout.toNanos();
  }
}
