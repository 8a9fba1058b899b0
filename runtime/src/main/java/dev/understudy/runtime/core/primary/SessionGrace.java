package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.core.state.SessionTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions without a connection, and for how long. A client that is back within its grace time
 * is not dead; after a takeover the grace of every session starts when serving starts.
 */
final class SessionGrace {

  private final int graceTicks;
  private final Map<Long, Integer> ticksAbsent = new LinkedHashMap<>();

  SessionGrace(int graceTicks, SessionTable sessions) {
    this.graceTicks = graceTicks;
    for (Session session : sessions.all()) {
      left(session.id());
    }
  }

  void left(long session) {
    ticksAbsent.put(session, 0);
  }

  void isBack(long session) {
    ticksAbsent.remove(session);
  }

  /** A tick has passed: the sessions whose grace is over, which are no longer counted. */
  List<Long> tick() {
    if (ticksAbsent.isEmpty()) {
      return List.of();
    }
    List<Long> over = new ArrayList<>();
    ticksAbsent.replaceAll((session, ticks) -> ticks + 1);
    ticksAbsent.forEach(
        (session, ticks) -> {
          if (ticks > graceTicks) {
            over.add(session);
          }
        });
    over.forEach(ticksAbsent::remove);
    return over;
  }
}
