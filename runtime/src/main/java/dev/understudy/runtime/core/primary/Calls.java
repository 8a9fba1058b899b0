package dev.understudy.runtime.core.primary;

import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.PendingReplies;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a call: applied once, answered again, refused, put off, or too much. */
final class Calls {

  // What a forward says besides its records.
  private static final int FORWARD_HEADER_BYTES = 64;

  // More than this would keep the standby waiting, and a batch must fit into one frame.
  private static final int MAX_BATCH_BYTES = 1 << 20;

  // How long an update waits for clients to have their results: 2 s, in ticks of 50 ms.
  private static final int FULL_PATIENCE_TICKS = 40;

  private final StateMachine state;
  private final CoreLimits limits;
  private final Batch batch;
  private final StandbyWatch standby;
  private final SessionConnections conversations;
  private final PendingReplies pending;
  private final Admission admission;
  private final SuspectCalls suspects;
  private final Runnable endBatch;
  private boolean keepTooMuch;
  private int ticksFull;

  /**
   * @param endBatch is run when a batch has become large enough
   */
  Calls(PrimaryParts parts, Admission admission, Runnable endBatch) {
    this.state = parts.state();
    this.limits = parts.limits();
    this.batch = parts.batch();
    this.standby = parts.standby();
    this.conversations = parts.conversations();
    this.pending = parts.pending();
    this.suspects = parts.suspects();
    this.admission = admission;
    this.endBatch = endBatch;
  }

  /** A call has come: see {@link PrimaryCore#request}. */
  void request(
      ClientPort port,
      long session,
      long request,
      long confirmed,
      int operation,
      WireInput arguments) {
    List<Operation<?>> operations = state.serverClass().operations();
    if (operation < 0 || operation >= operations.size() || !isForCallers(operation)) {
      port.abandon("it called operation " + operation + " of " + operations.size());
      return;
    }
    if (operations.get(operation).isUpdate()) {
      update(port, session, request, confirmed, operation, arguments);
    } else {
      query(port, request, operation, arguments);
    }
  }

  private boolean isForCallers(int operation) {
    Operation<?> first = state.serverClass().firstUpdate();
    Operation<?> obituary = state.serverClass().onObituary();
    return (first == null || first.index() != operation)
        && (obituary == null || obituary.index() != operation);
  }

  /** Runs the update that runs once: see {@link PrimaryCore#first}. */
  byte[] first(Operation<?> operation, WireInput arguments) {
    if (!batch.addUpdate(0, 0, 0, operation.index(), arguments)) {
      throw new IllegalStateException("the launcher's arguments cannot be decoded");
    }
    return state.outcome();
  }

  private void query(ClientPort port, long request, int operation, WireInput arguments) {
    SuspectCall suspect = suspect(operation, arguments);
    if (suspect != null && suspect.isPoisoned()) {
      refuse(port, request, ReplyStatus.POISONED, suspects.refusal(suspect));
      return;
    }
    if (!state.query(operation, arguments)) {
      port.abandon("the arguments of query " + operation + " cannot be decoded");
      return;
    }
    cleared(suspect);
    pending.addReply(state.sequence(), port, request, state.outcome());
  }

  private @Nullable SuspectCall suspect(int operation, WireInput arguments) {
    return suspects.isEmpty()
        ? null
        : suspects.find(operation, arguments.array(), arguments.position(), arguments.remaining());
  }

  private void cleared(@Nullable SuspectCall suspect) {
    if (suspect != null) {
      suspects.cleared(suspect);
    }
  }

  /** Whether a call is to be brought later: see {@link PrimaryCore#mustWait}. */
  boolean mustWait(long session, long confirmed, int operation, WireInput arguments) {
    if (keepTooMuch && ticksFull < FULL_PATIENCE_TICKS && isUpdate(operation)) {
      Session caller = state.sessions().get(session);
      return caller == null || caller.keptBytes(confirmed) == 0;
    }
    SuspectCall suspect = suspect(operation, arguments);
    return suspect != null && suspects.mustWait(suspect, standby.phase());
  }

  private void update(
      ClientPort port,
      long sessionId,
      long request,
      long confirmed,
      int operation,
      WireInput arguments) {
    Session session = null;
    if (sessionId != 0) {
      session = state.sessions().get(sessionId);
      if (session == null) {
        refuse(port, request, ReplyStatus.UNKNOWN, "session " + sessionId + " has ended");
        return;
      }
      if (request < session.confirmed()) {
        return; // An old copy of a call whose caller has its reply, or has given up.
      }
      byte[] outcome = session.outcomeOf(request);
      if (outcome != null) {
        // It may be in the batch, or unanswered, still: its reply waits for all that was applied.
        pending.addReply(state.sequence(), port, request, outcome);
        return;
      }
      if (session.keptOutcomes() >= limits.maxKeptOutcomes() || confirmed > request) {
        port.abandon("it confirms no replies: " + session.keptOutcomes() + " are kept for it");
        return;
      }
      if (keepsTooMuch(session, confirmed)) {
        conversations.refused(sessionId, request);
        refuse(port, request, ReplyStatus.REFUSED, session.describeKept());
        return;
      }
    }
    apply(port, sessionId, request, confirmed, operation, arguments);
  }

  // Its own results, or, where all together are too many, any of its own.
  private boolean keepsTooMuch(Session session, long confirmed) {
    if (session.keptBytes() < limits.maxKeptBytes() && !keepsTooMuch(1)) {
      return false; // Whatever it confirms now: to look takes time at each update.
    }
    long own = session.keptBytes(confirmed);
    return own >= limits.maxKeptBytes() || (keepsTooMuch(1) && own > 0) || keepsTooMuch(2);
  }

  private void apply(
      ClientPort port,
      long session,
      long request,
      long confirmed,
      int operation,
      WireInput arguments) {
    int size = LogRecord.HEADER_BYTES + arguments.remaining();
    if (size > LogRecord.MAX_BYTES - FORWARD_HEADER_BYTES) {
      refuse(port, request, ReplyStatus.REFUSED, "its arguments are too large: " + size + " bytes");
      return;
    }
    SuspectCall suspect = suspect(operation, arguments);
    if (suspect != null && suspect.isPoisoned()) {
      conversations.refused(session, request);
      refuse(port, request, ReplyStatus.POISONED, suspects.refusal(suspect));
      return;
    }
    if (lacksProtection(session, confirmed)) {
      conversations.refused(session, request);
      refuse(port, request, ReplyStatus.UNPROTECTED, "no standby protects the primary");
      return;
    }
    if (batch.size() + size > MAX_BATCH_BYTES) {
      endBatch.run();
    }
    if (conversations.wasRefused(session, request) || !batch.hasRoom(size)) {
      conversations.refused(session, request);
      refuse(port, request, ReplyStatus.REFUSED, JournalSpace.DISK_FULL);
      return;
    }
    if (!batch.addUpdate(session, request, confirmed, operation, arguments)) {
      port.abandon("the arguments of update " + operation + " cannot be decoded");
      return;
    }
    cleared(suspect);
    keepTooMuch |= keepsTooMuch(1);
    admission.applied();
    pending.addReply(state.sequence(), port, request, state.outcome());
  }

  // A client that has not yet seen an earlier refusal will resend both in order, so this one must
  // not be applied first, even if a standby is ready by now.
  private boolean lacksProtection(long session, long confirmed) {
    return state.serverClass().whenUnprotected() == WhenUnprotected.REFUSE
        && (!standby.phase().isProtecting() || conversations.wasRefused(session, confirmed));
  }

  private static void refuse(ClientPort port, long request, ReplyStatus status, String message) {
    port.reply(request, status, message.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a call may be brought before the next tick: see {@link PrimaryCore#admits}. */
  boolean admits(int operation) {
    return !isUpdate(operation) || admission.admits();
  }

  private boolean isUpdate(int operation) {
    List<Operation<?>> operations = state.serverClass().operations();
    return operation >= 0 && operation < operations.size() && operations.get(operation).isUpdate();
  }

  /** A tick has passed. */
  void tick() {
    ticksFull = keepTooMuch ? ticksFull + 1 : 0;
    keepTooMuch = keepsTooMuch(1);
  }

  private boolean keepsTooMuch(int times) {
    return state.sessions().keptBytes() >= times * limits.maxKeptBytesInAll();
  }
}
