package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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
 * Reads the first frame of each connection: it admits peers of our user that speak our language,
 * and hands each to the handler it belongs to. It outlives a change of role: clients of a standby
 * wait for it to serve. Writer thread only.
 */
public final class Handshakes implements Connection.Owner {

  /** Takes the peers that were admitted. */
  public interface Handler {

    /** A client with a session, or with 0 for a new one. */
    public void client(Connection connection, long session, String name);

    /** The other process of the pair; neither closes this connection for as long as it lives. */
    public void link(Connection connection, Hello.Peer peer);

    /** The command line. */
    public void admin(Connection connection);
  }

  // The name takes a file to find: without a free descriptor it is the number.
  private static final Set<String> ROOT = Set.of("root", "0");

  // A peer of ours speaks first, and at once.
  private static final Duration HELLO_PATIENCE = Duration.ofSeconds(10);
  private static final int HELLO_TICKS = (int) HELLO_PATIENCE.dividedBy(EventLoop.TICK);

  // A class, and a name of 255 bytes.
  private static final int MAX_HELLO_BYTES = 4 << 10;

  private static final int MAX_NAME_BYTES = 255;

  private final ServerClass serverClass;
  private final EventLoop loop;
  private final UserPrincipal owner;
  private final OpenFiles.Room room;
  // Those who have not said who they are, and for how many ticks.
  private final Map<Connection, Integer> silent = new LinkedHashMap<>();
  private final long life;
  private Handler handler;

  /**
   * @param life the number of the life of the state: see {@link PairLife}
   */
  public Handshakes(
      ServerClass serverClass, EventLoop loop, Path directory, long life, Handler handler)
      throws IOException {
    this.life = life;
    this.room = OpenFiles.room();
    this.serverClass = serverClass;
    this.loop = loop;
    this.owner = Files.getOwner(directory);
    this.handler = handler;
    loop.atEachTick(this::sendAwaySilentOnes);
  }

  /** The life of the state: see {@link PairLife}. */
  public long life() {
    return life;
  }

  /** Replaces the handler of the peers that come from now on. */
  public void leadTo(Handler next) {
    handler = next;
  }

  /** Takes a connection in, unless its peer is somebody else's process. */
  void accept(SocketChannel channel) {
    try {
      UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (peer.equals(owner) || ROOT.contains(peer.getName())) {
        Connection connection = new Connection(channel, loop, this);
        connection.accept(MAX_HELLO_BYTES);
        takeIn(connection);
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

  // Room for commands is kept: they come last, and say why.
  private void takeIn(Connection connection) {
    if (loop.channels() > room.connections() && !silent.isEmpty()) {
      silent.keySet().iterator().next().close(); // The one that has been silent for longest.
    }
    if (loop.channels() > room.connections()) {
      refuseForWantOfFiles(connection);
    } else {
      silent.put(connection, 0);
    }
  }

  private void refuseForWantOfFiles(Connection connection) {
    refuse(
        connection,
        Refusal.LIMIT,
        "all %d connections are in use, which is what the limit of open files leaves: try again"
                .formatted(room.clients())
            + " later, or raise that limit (ulimit -n)");
  }

  private void client(Connection connection, Hello.Client hello) {
    if (hello.name().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new MalformedInputException("a client's name of more than 255 bytes");
    }
    if (loop.channels() > room.clients()) {
      refuseForWantOfFiles(connection);
    } else if (hello.session() != 0 && hello.life() != life) {
      refuse(
          connection,
          Refusal.SESSION_ENDED,
          "session "
              + hello.session()
              + " is of an earlier life of this directory, before a restore");
    } else {
      handler.client(connection, hello.session(), hello.name());
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

  /** Never: it may be a command, which asks why others wait; and a HELLO is small. */
  @Override
  public boolean sharesMemory() {
    return false;
  }

  @Override
  public void frame(Connection connection, byte type, WireInput body) {
    silent.remove(connection);
    connection.accept(FrameType.MAX_FRAME_BYTES);
    Hello.read(type, body, new Greeted(connection));
  }

  /** Shows one connection to where it belongs. */
  private final class Greeted implements Hello.Handler {

    private final Connection connection;

    Greeted(Connection connection) {
      this.connection = connection;
    }

    @Override
    public boolean understands(int protocolVersion, String wantedClass, long fingerprint) {
      String mismatch = mismatch(protocolVersion, wantedClass, fingerprint);
      if (mismatch != null) {
        refuse(connection, Refusal.WRONG_CONTRACT, mismatch);
      }
      return mismatch == null;
    }

    @Override
    public void client(Hello.Client hello) {
      Handshakes.this.client(connection, hello);
    }

    @Override
    public void peer(Hello.Peer hello) {
      handler.link(connection, hello);
    }

    @Override
    public void command(Hello.Command hello) {
      handler.admin(connection);
    }
  }

  private @Nullable String mismatch(int protocolVersion, String wantedClass, long fingerprint) {
    if (!wantedClass.equals(serverClass.name())) {
      return "%s is served here, not %s: name the directory of the other"
          .formatted(serverClass.name(), wantedClass);
    }
    if (protocolVersion != FrameType.PROTOCOL_VERSION
        || fingerprint != Contracts.fingerprint(serverClass)) {
      return "the server runs another build of %s: its methods or types differ. Use the generated"
              .formatted(serverClass.simpleName())
          + " client of the same build";
    }
    return null;
  }

  /** Tells a client or a command that it is not served, and closes its connection. */
  public static void refuse(Connection connection, Refusal refusal, String message) {
    connection.send(new ServerMessage.Refused(refusal, message));
    connection.closeWhenSent();
  }

  @Override
  public void closed(Connection connection) {
    silent.remove(connection); // It came and went without a word: nobody needs to know.
  }
}
