package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.SessionTable;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a primary knows of the open sessions beside their state, for one epoch: which connections
 * speak for them, how long those without one have been away, and what it refused.
 *
 * <p>A session can have several connections for a while: the end of an earlier one, and even its
 * HELLO, may be read after the HELLO of a later one. For the same reason a copy of a call may be
 * read on the earlier one after the call was refused on the later one; so that it is not applied
 * then, a refusal is for the whole epoch.
 */
final class SessionConnections {

  /** No session. */
  static final long NONE = 0;

  private final IdentityHashMap<ClientPort, Long> sessions = new IdentityHashMap<>();
  private final Map<Long, Integer> connections = new HashMap<>();
  private final Map<Long, Long> refusedUpTo = new HashMap<>();
  private final Set<Long> leaving = new LinkedHashSet<>();
  private final SessionGrace grace;

  SessionConnections(int graceTicks, SessionTable open) {
    grace = new SessionGrace(graceTicks, open);
  }

  /** A session was opened or resumed through this connection. */
  void joined(long session, ClientPort port) {
    grace.isBack(session);
    if (sessions.put(port, session) == null) {
      connections.merge(session, 1, Integer::sum);
    }
  }

  /** A connection is gone; with the last one of a session, its grace begins. */
  void left(ClientPort port) {
    Long session = sessions.remove(port);
    if (session == null) {
      return;
    }
    Integer count = connections.get(session);
    if (count == null) {
      return; // It has ended, and its connections close one after the other.
    }
    if (count > 1) {
      connections.put(session, count - 1);
      return;
    }
    connections.remove(session);
    if (!leaving.contains(session)) {
      grace.left(session);
    }
  }

  /** The session that speaks through a connection, or {@link #NONE}. */
  long sessionOf(ClientPort port) {
    Long session = sessions.get(port);
    return session == null ? NONE : session;
  }

  /** A call was refused, and with it every earlier one that was not applied. */
  void refused(long session, long request) {
    if (session == NONE) {
      return; // A caller without a session does not repeat calls.
    }
    refusedUpTo.merge(session, request, Math::max);
  }

  /**
   * Whether a call that was not applied was refused before. Calls come in order of their number.
   */
  boolean wasRefused(long session, long request) {
    if (refusedUpTo.isEmpty()) {
      return false;
    }
    Long upTo = refusedUpTo.get(session);
    return upTo != null && request <= upTo;
  }

  /** A session that should have ended is still there: it is tried again after one more grace. */
  void endsLater(long session) {
    grace.left(session);
  }

  /** A client has said goodbye, and that cannot be written yet: it is no death later. */
  void leavesLater(long session) {
    grace.isBack(session);
    leaving.add(session);
  }

  /** The sessions whose goodbye is yet to be written. */
  List<Long> leaving() {
    return leaving.isEmpty() ? List.of() : List.copyOf(leaving);
  }

  /** How many connections speak for sessions. */
  int connections() {
    return sessions.size();
  }

  /** A session has ended. Its connections are told of one by one, as they close. */
  void ended(long session) {
    leaving.remove(session);
    connections.remove(session);
    grace.isBack(session);
    refusedUpTo.remove(session);
  }

  /** A tick has passed: the sessions whose clients are dead, since their grace is over. */
  List<Long> tick() {
    return grace.tick();
  }
}
