package dev.understudy.runtime.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the primary, and keeps a reserve connection to its standby. Guarded by the session's lock;
 * connections are opened and closed by the session's own thread only.
 *
 * <p>At most one connection leads to the serving primary. All others have said HELLO and wait: the
 * one to the standby for its takeover, and, while nobody serves, those to whomever the pair file
 * names. A socket of a dead process may accept a connection and never answer, so no single one is
 * waited for: the pair file is read again and again, with growing pauses. Whoever welcomes the
 * client in the highest epoch is the primary.
 */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_RESERVE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final Endpoints endpoints;
  private final Hello hello;
  private final Selector selector;
  private final LongSupplier clock;

  private final Map<String, Connection> hopeful = new LinkedHashMap<>();
  private final Map<String, String> troubles = new HashMap<>();
  private final Set<String> unusable = new HashSet<>();
  private @Nullable Connection serving;
  private @Nullable String standby;
  private long session;
  private long highestEpoch;
  private long adoptedNanos;

  private Endpoints.@Nullable Pair pair;
  private @Nullable String readFailure;
  private long nextSearchNanos;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  /**
   * @param clock the present time in nanoseconds
   */
  Connections(Endpoints endpoints, Hello hello, Selector selector, LongSupplier clock) {
    this.endpoints = endpoints;
    this.hello = hello;
    this.selector = selector;
    this.clock = clock;
  }

  /** The connection to the primary, or null while nobody serves. */
  @Nullable Connection serving() {
    return serving;
  }

  /** The session; 0 while there is none. */
  long session() {
    return session;
  }

  /** When {@link #search} has something to do; {@code Long.MAX_VALUE} when all is in place. */
  long nextSearchNanos() {
    return nextSearchNanos;
  }

  /** All connections that are open. */
  List<Connection> all() {
    List<Connection> all = new ArrayList<>(hopeful.values());
    if (serving != null) {
      all.add(serving);
    }
    return all;
  }

  /** Opens the connections that are missing and closes those that are not wanted any more. */
  void search() {
    if (clock.getAsLong() < nextSearchNanos) {
      return;
    }
    Set<String> wanted = wanted();
    for (Connection connection : List.copyOf(hopeful.values())) {
      if (!wanted.contains(connection.endpoint())) {
        discard(connection);
      }
    }
    troubles.keySet().retainAll(wanted);
    boolean complete = serving != null;
    for (String endpoint : wanted) {
      if (!hopeful.containsKey(endpoint)) {
        complete &= open(endpoint);
      }
    }
    if (complete) {
      nextSearchNanos = NEVER;
    } else {
      searchAfterPause();
    }
  }

  /**
   * A server has welcomed this client.
   *
   * @return whether it is the primary from here on; else its connection is closed
   */
  boolean adopt(Connection from, long welcomedSession, long epoch, @Nullable String itsStandby) {
    boolean sameSession = from.greetedSession() == session;
    boolean newer = serving == null || epoch > serving.epoch();
    if (!sameSession || !newer || epoch < highestEpoch) {
      lost(from, "serves in epoch " + epoch + ", where " + highestEpoch + " has been seen");
      return false;
    }
    Connection former = serving;
    hopeful.remove(from.endpoint());
    troubles.remove(from.endpoint());
    from.serves(epoch);
    serving = from;
    highestEpoch = epoch;
    adoptedNanos = clock.getAsLong();
    if (former != null) {
      close(former);
    }
    if (session != welcomedSession) {
      // Whoever else was asked to open a session must not come back with a second one.
      discardHopefuls();
      session = welcomedSession;
    }
    setStandby(itsStandby);
    LOG.debug("{}: the primary is {}", endpoints.where(), from);
    return true;
  }

  /** The primary has told of its standby. */
  void standbyIs(@Nullable String endpoint) {
    pauseNanos = FIRST_PAUSE_NANOS;
    setStandby(endpoint);
  }

  /**
   * A connection is of no use any more: closes it, and looks for what takes its place.
   *
   * @param why for people
   */
  void lost(Connection connection, String why) {
    troubles.put(connection.endpoint(), why);
    if (connection != serving) {
      discard(connection);
      searchAfterPause();
      return;
    }
    LOG.debug("{}: the connection to {} is lost: {}", endpoints.where(), connection, why);
    serving = null;
    close(connection);
    boolean lasted = clock.getAsLong() - adoptedNanos > LONGEST_PAUSE_NANOS;
    if (lasted) {
      pauseNanos = FIRST_PAUSE_NANOS;
      nextSearchNanos = clock.getAsLong();
    } else {
      searchAfterPause();
    }
  }

  /** An endpoint serves another contract: it is not asked again until the standby changes. */
  void unusable(Connection connection, String why) {
    unusable.add(connection.endpoint());
    lost(connection, why);
  }

  /** Whether a connection is the one that the pair file calls primary. */
  boolean isPublishedPrimary(Connection connection) {
    return pair != null && pair.primary().equals(connection.endpoint());
  }

  /** The server says that the session has ended: the next HELLO asks for a new one. */
  void sessionEnded() {
    session = 0;
    discardHopefuls();
    searchAfterPause();
  }

  /** Ends all connections, the serving one in order. */
  void closeAll() {
    discardHopefuls();
    if (serving != null) {
      close(serving);
      serving = null;
    }
    nextSearchNanos = NEVER;
  }

  /** Who serves, or why nobody does, as half a sentence for people. */
  String describe() {
    if (serving != null) {
      return "connected to the primary at " + serving;
    }
    if (readFailure != null) {
      return "the pair file cannot be read: " + readFailure;
    }
    if (pair == null) {
      return "there is no pair file; was a server started with this directory?";
    }
    Connection primary = hopeful.get(pair.primary());
    if (primary != null) {
      return primary.phase() == Connection.Phase.STANDING_BY
          ? pair.primary() + " stands by and has not taken over"
          : pair.primary() + " accepts connections and does not answer";
    }
    String trouble = troubles.get(pair.primary());
    return trouble != null
        ? pair.primary() + ": " + trouble
        : pair.primary() + " has not been tried yet";
  }

  private void setStandby(@Nullable String endpoint) {
    standby = endpoint;
    unusable.clear();
    nextSearchNanos = clock.getAsLong();
  }

  private Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>();
    if (serving == null) {
      readPair();
      if (pair != null) {
        wanted.add(pair.primary());
      }
    }
    // A standby is asked to go on with a session, never to open one: the primary might, too.
    if (session != 0) {
      if (standby != null) {
        wanted.add(standby);
      }
      if (serving == null && pair != null && pair.standby() != null) {
        wanted.add(pair.standby());
      }
    }
    wanted.removeAll(unusable);
    return wanted;
  }

  private void readPair() {
    try {
      pair = endpoints.read();
      readFailure = null;
    } catch (IOException e) {
      readFailure = e.getMessage();
    }
  }

  private boolean open(String endpoint) {
    SocketChannel channel = null;
    try {
      channel = connect(endpoints.address(endpoint));
      Connection connection = new Connection(endpoint, channel, session);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connection.greet(hello);
      connection.flush();
      hopeful.put(endpoint, connection);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      troubles.put(endpoint, "nobody answers: " + e.getMessage());
      closeQuietly(channel);
      return false;
    }
  }

  // Never blocking: a process that is stopped has a full queue of connections sooner or later.
  private static SocketChannel connect(SocketAddress address) throws IOException {
    SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new ConnectException("not at once");
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void searchAfterPause() {
    long longest = serving == null ? LONGEST_PAUSE_NANOS : LONGEST_RESERVE_PAUSE_NANOS;
    pauseNanos = Math.min(pauseNanos, longest);
    nextSearchNanos = clock.getAsLong() + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, longest);
  }

  private void discardHopefuls() {
    List.copyOf(hopeful.values()).forEach(this::discard);
  }

  private void discard(Connection connection) {
    hopeful.remove(connection.endpoint(), connection);
    close(connection);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("{} cannot be closed", connection, e);
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("a connection that was never used cannot be closed", e);
      }
    }
  }
}
