package dev.understudy.runtime.replication;

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

  /** The session that has a number, or null if it has ended or never was. */
  public @Nullable Session get(long id) {
    return sessions.get(id);
  }

  /** All open sessions. */
  public Collection<Session> all() {
    return Collections.unmodifiableCollection(sessions.values());
  }

  /** The number of open sessions. */
  public int size() {
    return sessions.size();
  }

  void open(long id, String name) {
    sessions.put(id, new Session(id, name));
  }

  void end(long id) {
    sessions.remove(id);
  }

  void clear() {
    sessions.clear();
  }

  void save(WireOutput out) {
    out.writeVarInt(sessions.size());
    sessions.values().forEach(session -> session.save(out));
  }

  void load(WireInput in) {
    sessions.clear();
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      Session session = Session.load(in);
      sessions.put(session.id(), session);
    }
  }
}
