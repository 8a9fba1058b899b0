package dev.understudy.system;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Somebody at a socket of the pair who sends whatever bytes it likes. Confined to one thread. */
final class Stranger implements AutoCloseable {

  private final SocketChannel channel;
  private final Selector selector;

  private Stranger(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  static Stranger at(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new Stranger(channel, selector);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends bytes; those that the peer no longer takes, because it has closed, are dropped. */
  Stranger send(byte... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          selector.select(10); // It reads when it gets to it.
          selector.selectedKeys().clear();
        }
      }
    } catch (IOException e) {
      return this; // Closed by the peer: what follows will see that.
    }
    return this;
  }

  /** A frame with its length. */
  static byte[] frame(byte type, byte... body) {
    return ByteBuffer.allocate(5 + body.length).putInt(1 + body.length).put(type).put(body).array();
  }

  private static byte[] frame(Message message) {
    WireOutput out = WireOutput.forCall();
    message.write(out);
    return frame(message.type(), out.toByteArray());
  }

  static byte[] adminHello(String serverClass) {
    return frame(new Hello.Command(serverClass));
  }

  /** The HELLO of a client; the session 0 is a new one. */
  static byte[] clientHello(ServerClass serverClass, long session) {
    return clientHello(serverClass, session, 0);
  }

  /** The HELLO of a client that goes on with a session of a life of the state. */
  static byte[] clientHello(ServerClass serverClass, long session, long life) {
    return clientHello(serverClass, Contracts.fingerprint(serverClass), session, life);
  }

  /** The HELLO of a client of a build with a fingerprint of its own. */
  static byte[] clientHello(ServerClass serverClass, long fingerprint, long session, long life) {
    return frame(new Hello.Client(serverClass.name(), fingerprint, session, life, "stranger"));
  }

  /** The HELLO of somebody who takes itself for a primary. */
  static byte[] linkHello(ServerClass serverClass, long epoch, long pid) {
    return frame(
        new Hello.Peer(serverClass.name(), Contracts.fingerprint(serverClass), epoch, pid, 4711));
  }

  /** A call of a client. */
  static byte[] request(long request, long confirmed, int operation, byte[] arguments) {
    WireOutput out = WireOutput.forCall();
    out.writeLong(request);
    out.writeLong(confirmed);
    out.writeVarInt(operation);
    out.writeRaw(arguments, 0, arguments.length);
    return frame(FrameType.REQUEST, out.toByteArray());
  }

  /** Asks for the status; empty if the answer is none. */
  Optional<PairStatus> status(String serverClass) throws IOException {
    send(adminHello(serverClass));
    send(frame(CommandRequest.STATUS));
    WireInput answer = new WireInput(receive());
    return CommandReply.read(answer.readByte(), answer, CommandRequest.STATUS)
            instanceof CommandReply.Status told
        ? Optional.of(told.status())
        : Optional.empty();
  }

  /** The next frame: its type, and its body. */
  byte[] receive() throws IOException {
    int length = read(Integer.BYTES).getInt();
    return read(length).array();
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long deadlineNanos = System.nanoTime() + Machine.PATIENCE.toNanos();
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes);
      if (count < 0) {
        throw new EOFException("the connection is closed");
      }
      if (count == 0) {
        if (System.nanoTime() - deadlineNanos > 0) {
          throw new IOException("no answer");
        }
        selector.select(100);
        selector.selectedKeys().clear();
      }
    }
    return bytes.flip();
  }

  /** Reads until the peer closes; fails if it never does. */
  void awaitClose() throws IOException {
    try {
      while (true) {
        receive();
      }
    } catch (EOFException e) {
      return;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("reset")) {
        return; // Closed, with bytes of ours unread.
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
