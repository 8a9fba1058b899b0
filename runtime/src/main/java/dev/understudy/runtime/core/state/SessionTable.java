package dev.understudy.runtime.core.state;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions, by their numbers, in the order in which they were opened. Part of the state.
 */
public final class SessionTable {

  private final Map<Long, Session> sessions = new LinkedHashMap<>();
  private long keptBytes;

  // That of the last call: a batch has many calls of one client.
  private @Nullable Session latest;

  /** The session that has a number, or null if it has ended or never was. */
  public @Nullable Session get(long id) {
    Session again = latest;
    if (again != null && again.id() == id) {
      return again;
    }
    Session found = sessions.get(id);
    latest = found;
    return found;
  }

  /** All open sessions. */
  public Collection<Session> all() {
    return Collections.unmodifiableCollection(sessions.values());
  }

  /** The number of open sessions. */
  public int size() {
    return sessions.size();
  }

  /** The bytes of the outcomes that are kept for all sessions. */
  public long keptBytes() {
    return keptBytes;
  }

  void applied(Session session, long request, long confirmedBelow, byte[] outcome) {
    long before = session.keptBytes();
    session.applied(request, confirmedBelow, outcome);
    keptBytes += session.keptBytes() - before;
  }

  void confirm(long id, long confirmedBelow) {
    Session session = get(id);
    if (session != null) {
      long before = session.keptBytes();
      session.forget(confirmedBelow);
      keptBytes += session.keptBytes() - before;
    }
  }

  void open(long id, String name) {
    sessions.put(id, new Session(id, name));
    latest = null;
  }

  void end(long id) {
    Session ended = sessions.remove(id);
    latest = null;
    if (ended != null) {
      keptBytes -= ended.keptBytes();
    }
  }

  void clear() {
    sessions.clear();
    latest = null;
    keptBytes = 0;
  }

  void save(WireOutput out) {
    out.writeVarInt(sessions.size());
    sessions.values().forEach(session -> session.save(out));
  }

  void load(WireInput in) {
    clear();
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      Session session = Session.load(in);
      if (sessions.put(session.id(), session) != null) {
        throw new MalformedInputException("session " + session.id() + " for the second time");
      }
      keptBytes += session.keptBytes();
    }
  }
}
