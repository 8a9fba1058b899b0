package dev.understudy.runtime.node;

import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the endpoint of a process: lets in who is of our user and speaks our language, and
 * shows each to where it belongs. It outlives a change of role: those who come to a standby wait
 * for it to serve. Writer thread only.
 */
final class Doorkeeper implements Connection.Owner {

  /** Where those who are let in go. */
  interface House {

    /** A client with a session, or with 0 for a new one. */
    void client(Connection connection, long session, String name);

    /** The other process of the pair; neither closes this connection for as long as it lives. */
    void link(Connection connection, long epoch, long pid, long startTicks);

    /** The command line. */
    void admin(Connection connection);
  }

  private static final String ROOT = "root";

  private final ServerClass serverClass;
  private final EventLoop loop;
  private final UserPrincipal owner;
  private House house;

  Doorkeeper(ServerClass serverClass, EventLoop loop, Path directory, House house)
      throws IOException {
    this.serverClass = serverClass;
    this.loop = loop;
    this.owner = Files.getOwner(directory);
    this.house = house;
  }

  /** From now on those who come belong there. */
  void leadTo(House next) {
    house = next;
  }

  /** Takes a connection in, unless its peer is somebody else's process. */
  void accept(SocketChannel channel) {
    try {
      UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (peer.getName().equals(owner.getName()) || peer.getName().equals(ROOT)) {
        new Connection(channel, loop, this);
      } else {
        EventLog.event("closed a connection: it came from user " + peer.getName());
        channel.close();
      }
    } catch (IOException e) {
      EventLog.event("could not take a connection in", e);
    }
  }

  @Override
  public String peer() {
    return "stranger";
  }

  @Override
  public void frame(Connection connection, byte type, WireInput body) {
    Hello hello = Hello.read(type, body);
    if (hello.purpose() == FrameType.PURPOSE_ADMIN) {
      house.admin(connection);
      return;
    }
    long fingerprint = body.readLong();
    String mismatch = mismatch(hello, fingerprint);
    if (mismatch != null) {
      refuse(connection, Refusal.WRONG_CONTRACT, mismatch);
    } else if (hello.purpose() == FrameType.PURPOSE_CLIENT) {
      house.client(connection, body.readLong(), String.valueOf(body.readString()));
    } else if (hello.purpose() == FrameType.PURPOSE_LINK) {
      house.link(connection, body.readLong(), body.readLong(), body.readLong());
    } else {
      throw new MalformedInputException("a HELLO of purpose " + hello.purpose());
    }
  }

  private @Nullable String mismatch(Hello hello, long fingerprint) {
    if (!hello.serverClass().equals(serverClass.name())) {
      return "%s is served here, not %s: name the directory of the other"
          .formatted(serverClass.name(), hello.serverClass());
    }
    if (hello.protocolVersion() != FrameType.PROTOCOL_VERSION
        || fingerprint != Contracts.fingerprint(serverClass)) {
      return "the server runs another build of %s: its methods or types differ. Use the generated"
              .formatted(serverClass.simpleName())
          + " client of the same build";
    }
    return null;
  }

  /** Tells a client that it is not served, and closes its connection. */
  static void refuse(Connection connection, Refusal refusal, String message) {
    WireOutput out = connection.begin(FrameType.REFUSED);
    out.writeByte(refusal.code());
    out.writeString(message);
    connection.end();
    connection.closeWhenSent();
  }

  @Override
  public void closed(Connection connection) {
    // It came and went without a word: nobody needs to know.
  }
}
