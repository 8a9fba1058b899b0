package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.PendingReplies;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.core.state.UnansweredOutcomes;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * How sessions begin, go on and end: the first and the last of these are updates. An end by the
 * client's death is the call of the class's {@code @OnObituary} method as well.
 */
final class SessionLife {

  private final StateMachine state;
  private final CoreLimits limits;
  private final Batch batch;
  private final StandbyWatch standby;
  private final SessionConnections conversations;
  private final PendingReplies pending;
  private final SuspectCalls suspects;
  private final PrimaryEffects effects;

  SessionLife(PrimaryParts parts) {
    this.state = parts.state();
    this.limits = parts.limits();
    this.batch = parts.batch();
    this.standby = parts.standby();
    this.conversations = parts.conversations();
    this.pending = parts.pending();
    this.suspects = parts.suspects();
    this.effects = parts.effects();
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
      port.refuse(Refusal.LIMIT, JournalSpace.DISK_FULL);
      return;
    }
    batch.addOfSession(
        LogRecord.Kind.OPEN_SESSION,
        0,
        UnansweredOutcomes.NO_OPERATION,
        arguments.array(),
        arguments.size());
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

  /**
   * A client has said goodbye on this connection. It hears a farewell once the end of its session
   * is safe; without one it says goodbye to the successor, too.
   */
  void endInOrder(ClientPort port) {
    long session = conversations.sessionOf(port);
    if (state.sessions().get(session) != null && !hasRoom()) {
      conversations.leavesLater(session);
      return;
    }
    end(session, false);
    pending.addFarewell(state.sequence(), port);
  }

  /** A client has the replies of all its requests below this one, and is quiet for now. */
  void confirm(ClientPort port, long confirmed) {
    long id = conversations.sessionOf(port);
    Session session = state.sessions().get(id);
    if (session != null && session.keptBytes(confirmed) < session.keptBytes() && hasRoom()) {
      batch.addConfirmation(id, confirmed);
    }
  }

  /**
   * A tick has passed: the sessions end whose clients are dead, since their grace is over, and
   * those whose clients said goodbye while the disk was full.
   */
  void tick() {
    if (!batch.lacksRoom()) {
      for (long session : conversations.leaving()) {
        if (hasRoom()) {
          end(session, false);
        }
      }
    }
    for (long session : conversations.tick()) {
      SuspectCall suspect = suspectOf(session);
      if (!hasRoom() || (suspect != null && suspects.mustWait(suspect, standby.phase()))) {
        conversations.endsLater(session);
      } else if (suspect != null && suspect.isPoisoned()) {
        String refusal = suspects.refusal(suspect);
        effects.report("session %d ended by death, untold: %s".formatted(session, refusal));
        end(session, false);
      } else {
        end(session, true);
        if (suspect != null) {
          suspects.cleared(suspect);
        }
      }
    }
  }

  private @Nullable SuspectCall suspectOf(long session) {
    Operation<?> told = suspects.isEmpty() ? null : state.serverClass().onObituary();
    return told == null ? null : suspects.findObituary(told, session);
  }

  private boolean hasRoom() {
    return batch.hasRoom(LogRecord.HEADER_BYTES + 1);
  }

  private void end(long session, boolean byDeath) {
    Session ended = state.sessions().get(session);
    if (ended == null) {
      return;
    }
    byte[] arguments = {(byte) (byDeath ? 1 : 0)};
    Operation<?> told = byDeath ? state.serverClass().onObituary() : null;
    int operation = told == null ? UnansweredOutcomes.NO_OPERATION : told.index();
    batch.addOfSession(LogRecord.Kind.END_SESSION, session, operation, arguments, 1);
    conversations.ended(session);
    if (told != null && !OutcomeCodec.isValue(state.outcome())) {
      String failure = OutcomeCodec.failure(told, state.outcome());
      String name = ended.client().name();
      effects.report("session %d (%s) ended by death: %s".formatted(session, name, failure));
    }
  }
}
