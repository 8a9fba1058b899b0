package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.ClientPort;
import dev.understudy.runtime.replication.PendingReplies;
import dev.understudy.runtime.replication.Session;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireOutput;

/** How sessions begin, go on and end: the first and the last of these are updates. */
final class SessionLife {

  private final StateMachine state;
  private final CoreLimits limits;
  private final Batch batch;
  private final Conversations conversations;
  private final PendingReplies pending;

  SessionLife(
      StateMachine state,
      CoreLimits limits,
      Batch batch,
      Conversations conversations,
      PendingReplies pending) {
    this.state = state;
    this.limits = limits;
    this.batch = batch;
    this.conversations = conversations;
    this.pending = pending;
  }

  /** A client without a session has come. */
  void open(ClientPort port, String name) {
    if (state.sessions().size() >= limits.maxSessions()) {
      port.refuse(
          Refusal.LIMIT, "all " + limits.maxSessions() + " sessions are in use; try again later");
      return;
    }
    WireOutput arguments = WireOutput.forCall();
    arguments.writeString(name);
    if (!batch.hasRoom(LogRecord.HEADER_BYTES + arguments.size())) {
      port.refuse(Refusal.LIMIT, Batch.DISK_FULL);
      return;
    }
    batch.addOfSession(LogRecord.Kind.OPEN_SESSION, 0, arguments.array(), arguments.size());
    long session = state.sequence();
    Session opened = state.sessions().get(session);
    if (opened == null) {
      throw new IllegalStateException("session " + session + " was opened and is not there");
    }
    conversations.joined(session, port);
    pending.addWelcome(session, port, opened);
  }

  /** A client is back, on this connection. */
  void resume(ClientPort port, long session) {
    Session resumed = state.sessions().get(session);
    if (resumed == null) {
      port.refuse(Refusal.SESSION_ENDED, "session " + session + " has ended");
      return;
    }
    conversations.joined(session, port);
    pending.addWelcome(state.sequence(), port, resumed);
  }

  /** A client has said goodbye on this connection. */
  void endInOrder(ClientPort port) {
    end(conversations.sessionOf(port), false);
  }

  /** A tick has passed: the sessions end whose clients are dead, since their grace is over. */
  void tick() {
    for (long session : conversations.tick()) {
      end(session, true);
    }
  }

  private void end(long session, boolean byDeath) {
    if (state.sessions().get(session) == null) {
      return;
    }
    if (!batch.hasRoom(LogRecord.HEADER_BYTES + 1)) {
      conversations.endsLater(session);
      return;
    }
    byte[] arguments = {(byte) (byDeath ? 1 : 0)};
    batch.addOfSession(LogRecord.Kind.END_SESSION, session, arguments, 1);
    conversations.ended(session);
  }
}
