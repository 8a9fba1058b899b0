package dev.understudy.runtime.core.state;

import dev.understudy.runtime.wire.ReplyStatus;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The replies that wait until they may go, in the order in which their calls ran. Each waits for
 * one update: its own, or, for a query, the last one before it. Up to which update they may go is
 * decided by the {@code StandbyWatch} of the primary, by mode and standby role.
 */
public final class PendingReplies {

  private enum Kind {
    REPLY,
    WELCOME,
    FAREWELL
  }

  private record Pending(
      long barrier,
      ClientPort port,
      Kind kind,
      long request,
      byte[] outcome,
      @Nullable Session opened) {}

  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

  /** The number of replies that wait. */
  public int size() {
    return waiting.size();
  }

  /**
   * Adds the reply of a call that ran.
   *
   * @param barrier the update that must be safe before the reply may go
   */
  public void addReply(long barrier, ClientPort port, long request, byte[] outcome) {
    waiting.add(new Pending(barrier, port, Kind.REPLY, request, outcome, null));
    port.promise(outcome.length);
  }

  /**
   * Adds the welcome of a session.
   *
   * @param barrier the update that must be safe before the welcome may go
   */
  public void addWelcome(long barrier, ClientPort port, Session session) {
    waiting.add(new Pending(barrier, port, Kind.WELCOME, 0, NO_OUTCOME, session));
  }

  /**
   * Adds the farewell to a client that has said goodbye.
   *
   * @param barrier the update that must be safe before the farewell may go
   */
  public void addFarewell(long barrier, ClientPort port) {
    waiting.add(new Pending(barrier, port, Kind.FAREWELL, 0, NO_OUTCOME, null));
  }

  private static final byte[] NO_OUTCOME = new byte[0];

  /** Sends all that wait for no update after the given one. */
  public void release(long safe) {
    Pending next = waiting.peek();
    while (next != null && next.barrier <= safe) {
      waiting.poll();
      send(next);
      next = waiting.peek();
    }
  }

  private static void send(Pending reply) {
    switch (reply.kind) {
      case REPLY -> reply.port.reply(reply.request, ReplyStatus.OUTCOME, reply.outcome);
      case WELCOME -> reply.port.welcome(Objects.requireNonNull(reply.opened));
      case FAREWELL -> reply.port.farewell();
    }
  }
}
