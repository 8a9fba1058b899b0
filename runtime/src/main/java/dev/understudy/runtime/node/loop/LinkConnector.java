package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connection between the two processes of a pair: the standby role says which of them is
 * the client that does so.
 */
public final class LinkConnector {

  private LinkConnector() {}

  /**
   * Connects to an endpoint.
   *
   * @return a connection whose owner is still to be told, or empty if nobody listens there: not
   *     yet, or no longer
   */
  private static Optional<Connection> tryConnect(Path endpoint, EventLoop loop) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(endpoint));
      return Optional.of(new Connection(channel, loop, Stranger.INSTANCE));
    } catch (IOException e) {
      // A death is told by the kernel, not from here.
      closeQuietly(channel);
      return Optional.empty();
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      EventLog.event("could not close a socket", e);
    }
  }

  /** Asks the process at an endpoint for something, as the command line does, and does not wait. */
  public static void tryCommand(
      Path endpoint, EventLoop loop, ServerClass serverClass, CommandRequest request) {
    tryConnect(endpoint, loop).ifPresent(connection -> send(connection, serverClass, request));
  }

  /**
   * The same, and the answer goes to an owner.
   *
   * @return the connection, or empty if nobody listens there
   */
  public static Optional<Connection> ask(
      Path endpoint,
      EventLoop loop,
      ServerClass serverClass,
      CommandRequest request,
      Connection.Owner owner) {
    Optional<Connection> made = tryConnect(endpoint, loop);
    made.ifPresent(
        connection -> {
          connection.belongsTo(owner);
          send(connection, serverClass, request);
        });
    return made;
  }

  private static void send(Connection connection, ServerClass serverClass, CommandRequest request) {
    connection.send(new Hello.Command(serverClass.name()));
    connection.send(request);
    connection.flush();
  }

  /**
   * Opens the link to the other process of the pair, and says who is there.
   *
   * @param endpoint where that process listens
   * @param epoch the epoch of the primary of the two
   * @return the connection, or empty if nobody listens there yet, or any longer
   */
  public static Optional<Connection> tryLink(
      Path endpoint, EventLoop loop, ServerClass serverClass, long epoch) {
    Optional<Connection> made = tryConnect(endpoint, loop);
    made.ifPresent(connection -> greet(connection, serverClass, epoch, Processes.self()));
    return made;
  }

  private static void greet(
      Connection connection, ServerClass serverClass, long epoch, ProcessIdentity self) {
    connection.send(
        new Hello.Peer(
            serverClass.name(),
            Contracts.fingerprint(serverClass),
            epoch,
            self.pid(),
            self.startTicks()));
  }

  /** Owns the connection until the link is made. */
  private enum Stranger implements Connection.Owner {
    INSTANCE;

    @Override
    public String peer() {
      return "stranger";
    }

    @Override
    public void frame(Connection connection, byte type, WireInput body) {
      throw new MalformedInputException("a frame before it was greeted");
    }

    @Override
    public void closed(Connection connection) {}
  }
}
