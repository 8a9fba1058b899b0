package dev.understudy.runtime.node;

import dev.understudy.runtime.node.loop.Hello;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One end of a connection, played by a test: whole frames, blocking. Confined to one thread. */
public final class FrameSocket implements AutoCloseable {

  private final SocketChannel channel;

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

  /** Sends a frame. */
  FrameSocket send(byte type, Consumer<WireOutput> body) throws IOException {
    WireOutput out = WireOutput.forCall();
    out.writeInt(0);
    out.writeByte(type);
    body.accept(out);
    out.setInt(0, out.size() - Integer.BYTES);
    ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.size());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return this;
  }

  FrameSocket send(byte type) throws IOException {
    return send(type, out -> {});
  }

  /** Says that it is the other process of a pair. */
  FrameSocket greetAsPeer(long epoch, ProcessIdentity self) throws IOException {
    return send(
        FrameType.HELLO,
        out -> {
          Hello.write(out, FrameType.PURPOSE_LINK, WarmUpServer.SERVER_CLASS.name());
          out.writeLong(Contracts.fingerprint(WarmUpServer.SERVER_CLASS));
          out.writeLong(epoch);
          out.writeLong(self.pid());
          out.writeLong(self.startTicks());
        });
  }

  /** Asks as the command line does, and returns the answer's text. */
  public static String command(Path socket, String command) throws IOException {
    try (FrameSocket admin = connect(socket)) {
      admin.send(
          FrameType.HELLO,
          out -> Hello.write(out, FrameType.PURPOSE_ADMIN, WarmUpServer.SERVER_CLASS.name()));
      admin.send(FrameType.ADMIN_REQUEST, out -> out.writeString(command));
      WireInput answer = admin.await(FrameType.ADMIN_REPLY);
      answer.readBoolean();
      return String.valueOf(answer.readString());
    }
  }

  /** Reads frames up to the first of a type, and returns what follows the type. */
  WireInput await(byte type) throws IOException {
    while (true) {
      WireInput frame = new WireInput(read(read(Integer.BYTES).getInt()).array());
      if (frame.readByte() == type) {
        return frame;
      }
    }
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
