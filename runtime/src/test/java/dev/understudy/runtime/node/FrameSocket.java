package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.WireInput;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** One end of a connection, played by a test: whole frames, blocking. Confined to one thread. */
public final class FrameSocket implements AutoCloseable {

  private final SocketChannel channel;
  private final FrameOutput output = new FrameOutput();

  private FrameSocket(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects as soon as somebody listens there. */
  static FrameSocket connect(Path socket) {
    return Tests.await("somebody listens at " + socket)
        .ignoreExceptions()
        .until(
            () -> {
              SocketChannel made = SocketChannel.open(StandardProtocolFamily.UNIX);
              made.connect(UnixDomainSocketAddress.of(socket));
              return new FrameSocket(made);
            },
            made -> true);
  }

  /** Waits for the first who connects. */
  static FrameSocket accept(ServerSocketChannel server) throws IOException {
    return new FrameSocket(server.accept());
  }

  FrameSocket send(Message message) throws IOException {
    message.send(output);
    output.flush(channel);
    return this;
  }

  /** Sends a message many times, and another behind, in one go. */
  void send(Message message, int times, Message last) throws IOException {
    for (int i = 0; i < times; i++) {
      message.send(output);
    }
    send(last);
  }

  /** Says that it is the other process of a pair. */
  FrameSocket greetAsPeer(long epoch, ProcessIdentity self) throws IOException {
    return send(
        new Hello.Peer(
            WarmUpServer.SERVER_CLASS.name(),
            Contracts.fingerprint(WarmUpServer.SERVER_CLASS),
            epoch,
            self.pid(),
            self.startTicks()));
  }

  /** Asks as the command line does. */
  public static CommandReply command(Path socket, CommandRequest request) throws IOException {
    try (FrameSocket admin = connect(socket)) {
      admin.send(new Hello.Command(WarmUpServer.SERVER_CLASS.name())).send(request);
      WireInput answer = admin.next();
      return CommandReply.read(answer.readByte(), answer, request);
    }
  }

  /** Asks for the status, where a primary serves. */
  public static PairStatus status(Path socket) throws IOException {
    CommandReply reply = command(socket, CommandRequest.STATUS);
    assertThat(reply).isInstanceOf(CommandReply.Status.class);
    return ((CommandReply.Status) reply).status();
  }

  /** Reads frames up to the first of a type, and returns what follows the type. */
  WireInput await(byte type) throws IOException {
    while (true) {
      WireInput frame = next();
      if (frame.readByte() == type) {
        return frame;
      }
    }
  }

  private WireInput next() throws IOException {
    return new WireInput(read(read(Integer.BYTES).getInt()).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other end has closed");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
