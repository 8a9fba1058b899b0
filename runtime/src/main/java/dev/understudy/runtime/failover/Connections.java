package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.ClientPort;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Which connection each session speaks through: the one that opened or resumed it last. What an
 * earlier one still holds, copies of calls or its own end, is not the session's any more: a copy
 * could apply a call that was refused since, and the end would count as the client's absence.
 */
final class Connections {

  /** No session. */
  static final long NONE = 0;

  private final Map<Long, ClientPort> ports = new HashMap<>();
  private final IdentityHashMap<ClientPort, Long> sessions = new IdentityHashMap<>();

  /** A session was opened or resumed through this connection. */
  void speaks(long session, ClientPort port) {
    ClientPort earlier = ports.put(session, port);
    if (earlier != null) {
      sessions.remove(earlier);
    }
    sessions.put(port, session);
  }

  boolean isCurrent(long session, ClientPort port) {
    return ports.get(session) == port;
  }

  /**
   * The connection is gone.
   *
   * @return the session that spoke through it, or {@link #NONE}
   */
  long left(ClientPort port) {
    Long session = sessions.remove(port);
    if (session == null) {
      return NONE;
    }
    ports.remove(session);
    return session;
  }
}
