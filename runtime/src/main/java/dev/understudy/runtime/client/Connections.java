package dev.understudy.runtime.client;

import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.spi.ContractDifference;
import dev.understudy.runtime.timing.Backoff;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the primary, and keeps a reserve connection to its standby. Guarded by the session's lock.
 *
 * <p>Connections are opened by the session's own thread only. At most one connection leads to the
 * serving primary. All others have said HELLO and wait: the one to the standby for its takeover,
 * and, while nobody serves, those to whomever the pair file names. A socket of a dead process may
 * accept a connection and never answer, so no single one is waited for: the pair file is read again
 * and again, with growing pauses. The process that welcomes the client in the highest epoch is the
 * primary.
 */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_RESERVE_PAUSE = Duration.ofSeconds(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final Endpoints endpoints;
  private final SearchDiagnostics diagnostics;
  private final Greeting hello;
  private final Selector selector;
  private final LongSupplier clock;

  private final Map<String, Connection> hopeful = new LinkedHashMap<>();
  private final Set<String> unusable = new HashSet<>();
  private @Nullable Connection serving;
  private @Nullable String standby;
  private long session;
  private long life;
  private long highestEpoch;
  private long adoptedNanos;
  private long nextSearchNanos;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final Backoff reservePauses = new Backoff(FIRST_PAUSE, LONGEST_RESERVE_PAUSE);

  /**
   * @param clock the present time in nanoseconds
   */
  Connections(Endpoints endpoints, Greeting hello, Selector selector, LongSupplier clock) {
    this.endpoints = endpoints;
    this.diagnostics = new SearchDiagnostics(endpoints);
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
    diagnostics.forgetAllBut(wanted);
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
  boolean adopt(Connection from, ServerMessage.Welcome welcome) {
    long epoch = welcome.epoch();
    boolean sameSession = from.greetedSession() == session;
    boolean newer = serving == null || epoch > serving.epoch();
    if (!sameSession || !newer || epoch < highestEpoch) {
      lost(from, "serves in epoch " + epoch + ", where " + highestEpoch + " has been seen");
      return false;
    }
    Connection former = serving;
    hopeful.remove(from.endpoint());
    diagnostics.noTrouble(from.endpoint());
    from.serves(epoch);
    serving = from;
    highestEpoch = epoch;
    adoptedNanos = clock.getAsLong();
    if (former != null) {
      former.close();
    }
    if (session != welcome.session()) {
      // Another process that was asked to open a session must not come back with a second one.
      discardHopefuls();
      session = welcome.session();
      life = welcome.life();
    }
    setStandby(welcome.standby());
    LOG.debug("{}: the primary is {}", endpoints.where(), from);
    return true;
  }

  /** The primary has told of its standby. */
  void standbyIs(@Nullable String endpoint) {
    searchQuickly();
    setStandby(endpoint);
  }

  /**
   * A connection is of no use any more: closes it, and looks for what takes its place.
   *
   * @param why for people
   */
  void lost(Connection connection, String why) {
    diagnostics.trouble(connection.endpoint(), why);
    if (connection != serving) {
      discard(connection);
      searchAfterPause();
      return;
    }
    LOG.debug("{}: the connection to {} is lost: {}", endpoints.where(), connection, why);
    serving = null;
    connection.close();
    boolean lasted = clock.getAsLong() - adoptedNanos > LONGEST_PAUSE.toNanos();
    if (lasted) {
      searchQuickly();
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
    return diagnostics.isPublishedPrimary(connection.endpoint());
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
      serving.close();
      serving = null;
    }
    nextSearchNanos = NEVER;
  }

  /** Whether nobody serves, and nobody is about to: the pair was stopped in order. */
  boolean isNobodyThere() {
    return serving == null && hopeful.isEmpty() && diagnostics.seesNoPair();
  }

  /** Who serves, or why nobody does, as half a sentence for people. */
  String describe() {
    if (serving != null) {
      return "connected to the primary at " + serving;
    }
    return diagnostics.describe(hopeful);
  }

  private void setStandby(@Nullable String endpoint) {
    standby = endpoint;
    unusable.clear();
    nextSearchNanos = clock.getAsLong();
  }

  /** A refusal for another contract, with what differs, where that is known. */
  String withDifference(String refusal) {
    String there = endpoints.contract(hello.className());
    String difference = there.isEmpty() ? "" : ContractDifference.of(there, hello.contract());
    return difference.isEmpty() ? refusal : refusal + ". What differs: " + difference;
  }

  private Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>();
    Endpoints.Pair pair = serving == null ? diagnostics.readPair() : null;
    if (pair != null) {
      wanted.add(pair.primary());
    }
    // A standby is asked to go on with a session, never to open one: the primary might, too.
    if (session != 0 && standby != null) {
      wanted.add(standby);
    }
    if (session != 0 && pair != null && pair.standby() != null) {
      wanted.add(pair.standby());
    }
    wanted.removeAll(unusable);
    return wanted;
  }

  private boolean open(String endpoint) {
    try {
      Connection connection = Connection.open(endpoint, endpoints.address(endpoint), session);
      connection.register(selector);
      connection.greet(hello, life);
      connection.flush();
      hopeful.put(endpoint, connection);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      diagnostics.trouble(endpoint, "nobody answers: " + e.getMessage());
      return false;
    }
  }

  private void searchAfterPause() {
    Duration pause = (serving == null ? pauses : reservePauses).next();
    nextSearchNanos = clock.getAsLong() + pause.toNanos();
  }

  private void searchQuickly() {
    pauses.reset();
    reservePauses.reset();
  }

  private void discardHopefuls() {
    List.copyOf(hopeful.values()).forEach(this::discard);
  }

  private void discard(Connection connection) {
    hopeful.remove(connection.endpoint(), connection);
    connection.close();
  }
}
