package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.timing.Deadline;
import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
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
  private final FrameInput input = new FrameInput(FrameType.MAX_FRAME_BYTES);
  private final FrameOutput output = new FrameOutput();
  private Deadline deadline;

  private AdminConnection(SocketChannel channel, Selector selector, Duration timeout)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, SelectionKey.OP_READ);
    this.timeout = timeout;
    this.deadline = Deadline.after(timeout);
  }

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
    return open(socket, new Hello.Command(serverClass), timeout);
  }

  /**
   * Waits until a spare says that it was taken.
   *
   * @throws IOException when it does not within the timeout
   */
  public void awaitGoodbye() throws IOException {
    deadline = Deadline.after(timeout);
    awaitFrame();
    if (input.type() != FrameType.GOODBYE) {
      throw new IOException("it answers with a frame of type " + input.type());
    }
  }

  /**
   * Connects, and says who is calling.
   *
   * @param socket where a process listens
   * @param hello says who calls
   * @param timeout how long an answer may take
   * @throws IOException when nobody listens there
   */
  public static AdminConnection open(Path socket, Hello hello, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        throw new IOException("it takes no more connections");
      }
      AdminConnection connection = new AdminConnection(channel, Selector.open(), timeout);
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
  public CommandReply request(CommandRequest request) throws IOException {
    deadline = Deadline.after(timeout);
    send(request);
    awaitFrame();
    try {
      return CommandReply.read(input.type(), input.body(), request);
    } catch (MalformedInputException e) {
      throw new IOException("an answer that cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }

  private void send(Message message) throws IOException {
    message.send(output);
    while (!output.flush(channel)) {
      await(SelectionKey.OP_WRITE);
    }
  }

  private void awaitFrame() throws IOException {
    try {
      while (!input.next()) {
        int count = input.readFrom(channel);
        if (count < 0) {
          throw new EOFException("the connection was closed before an answer came");
        }
        if (count == 0) {
          await(SelectionKey.OP_READ);
        }
      }
    } catch (MalformedInputException e) {
      throw new IOException(e.getMessage() + ": this is no process of a pair", e);
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    long millis = deadline.leftNanos() / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    selector.select(millis);
    selector.selectedKeys().clear();
  }
}
