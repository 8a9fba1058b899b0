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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  // The name takes a file to find: without a free descriptor it is the number.
  private static final Set<String> ROOT = Set.of("root", "0");

  // A peer of ours speaks first, and at once.
  private static final Duration HELLO_PATIENCE = Duration.ofSeconds(10);
  private static final int HELLO_TICKS = (int) HELLO_PATIENCE.dividedBy(EventLoop.TICK);

  // What a process opens besides connections: libraries, journal, snapshots, its children's pipes.
  private static final int SPARE_FILES = 128;

  private final ServerClass serverClass;
  private final EventLoop loop;
  private final UserPrincipal owner;
  private final int maxChannels = Math.max(SPARE_FILES, OpenFiles.limit() - SPARE_FILES);
  // Those who have not said who they are, and for how many ticks.
  private final Map<Connection, Integer> silent = new LinkedHashMap<>();
  private House house;

  Doorkeeper(ServerClass serverClass, EventLoop loop, Path directory, House house)
      throws IOException {
    this.serverClass = serverClass;
    this.loop = loop;
    this.owner = Files.getOwner(directory);
    this.house = house;
    loop.atEachTick(this::sendAwaySilentOnes);
  }

  /** From now on those who come belong there. */
  void leadTo(House next) {
    house = next;
  }

  /** Takes a connection in, unless its peer is somebody else's process. */
  void accept(SocketChannel channel) {
    try {
      UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (peer.equals(owner) || ROOT.contains(peer.getName())) {
        takeIn(new Connection(channel, loop, this));
      } else {
        EventLog.event("closed a connection: it came from user " + peer.getName());
        channel.close();
      }
    } catch (IOException e) {
      EventLog.event("could not take a connection in", e);
      close(channel);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      EventLog.event("could not close a connection", e);
    }
  }

  private void takeIn(Connection connection) {
    if (loop.channels() > maxChannels) {
      refuse(
          connection,
          Refusal.LIMIT,
          "all %d connections are in use, which is what the limit of open files leaves: try again"
                  .formatted(maxChannels)
              + " later, or raise that limit (ulimit -n)");
    } else {
      silent.put(connection, 0);
    }
  }

  private void sendAwaySilentOnes() {
    if (silent.isEmpty()) {
      return;
    }
    silent.replaceAll((connection, ticks) -> ticks + 1);
    List<Connection> tooLong =
        silent.entrySet().stream()
            .filter(entry -> entry.getValue() > HELLO_TICKS)
            .map(Map.Entry::getKey)
            .toList();
    if (!tooLong.isEmpty()) {
      EventLog.event(
          "closed %d connections that had not said what they are after %d s"
              .formatted(tooLong.size(), HELLO_PATIENCE.toSeconds()));
      tooLong.forEach(Connection::close); // Each leaves the list.
    }
  }

  @Override
  public String peer() {
    return "stranger";
  }

  @Override
  public void frame(Connection connection, byte type, WireInput body) {
    Hello hello = Hello.read(type, body);
    silent.remove(connection);
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
    silent.remove(connection); // It came and went without a word: nobody needs to know.
  }
}
