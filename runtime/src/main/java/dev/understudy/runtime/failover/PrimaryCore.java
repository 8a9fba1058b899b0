package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.ClientPort;
import dev.understudy.runtime.replication.PendingReplies;
import dev.understudy.runtime.replication.Session;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a primary decides, for one reign: numbers updates, applies each before anyone else sees it,
 * and holds every reply until its update is safe.
 *
 * <p>Work comes in batches. {@link #beginBatch} sets the time; calls are made; {@link #endBatch}
 * forwards the new records to the standby, then writes them to the journal (the write hides behind
 * the standby's digest), and releases the replies that may go.
 *
 * <p><b>The rule.</b> A reply, of a query too, is released only when every update applied before it
 * is in the journal and, while the standby is READY, answered by it.
 */
public final class PrimaryCore {

  // What a forward says besides its records.
  private static final int FORWARD_HEADER_BYTES = 64;

  // More than this would keep the standby waiting, and a batch must fit into one frame.
  private static final int MAX_BATCH_BYTES = 1 << 20;

  private final StateMachine state;
  private final CoreLimits limits;
  private final long epoch;
  private final StandbyWatch standby;
  private final Batch batch;
  private final Conversations conversations;
  private final SessionLife sessions;
  private final PendingReplies pending = new PendingReplies();

  /**
   * Begins a reign; {@link #begin} is to be called before anything else.
   *
   * @param state what was recovered, or digested: all of it is in the journal
   * @param epoch the number of the reign, greater than that of any before
   * @param seed where the seeds of the updates' random numbers come from
   */
  public PrimaryCore(
      StateMachine state, PrimaryEffects effects, CoreLimits limits, long epoch, long seed) {
    this.state = state;
    this.limits = limits;
    this.epoch = epoch;
    this.standby = new StandbyWatch(state.serverClass(), limits, effects);
    this.batch = new Batch(state, effects, standby, epoch, seed);
    this.conversations = new Conversations(limits.graceTicks(), state.sessions());
    this.sessions = new SessionLife(state, limits, batch, conversations, pending);
  }

  /** Writes the begin of the reign to the journal. */
  public void begin(long timeMicros) {
    batch.setTime(timeMicros);
    batch.beginReign();
  }

  /** The number of this reign. */
  public long epoch() {
    return epoch;
  }

  /** The number of the last update that was applied. */
  public long applied() {
    return state.sequence();
  }

  /** How far the standby is. */
  public StandbyPhase standbyPhase() {
    return standby.phase();
  }

  /** The last update that the standby is known to have digested. */
  public long standbySequence() {
    return standby.digested();
  }

  /** Whether no reply waits and nothing is left to be written. */
  public boolean isQuiet() {
    return pending.size() == 0 && batch.size() == 0;
  }

  /** Sets the time of the updates to come; time never goes back. */
  public void beginBatch(long timeMicros) {
    batch.setTime(timeMicros);
  }

  /** Forwards, journals, and releases the replies that may go. */
  public void endBatch() {
    batch.end();
    if (standby.isNear(batch.journaled())) {
      standby.live(batch.journaled());
    }
    release();
  }

  private void release() {
    pending.release(standby.safe(batch.journaled()));
  }

  /** A client without a session has come: opens one. */
  public void openSession(ClientPort port, String name) {
    sessions.open(port, name);
  }

  /** A client is back, on this connection. */
  public void resumeSession(ClientPort port, long session) {
    sessions.resume(port, session);
  }

  /**
   * A connection is gone, without a goodbye: the client is away, unless it is back already on a
   * later one. To be told of every connection that opened or resumed a session, welcomed or not.
   */
  public void sessionLeft(ClientPort port) {
    conversations.left(port);
  }

  /** A client has said goodbye on this connection: its session ends. */
  public void sessionEnded(ClientPort port) {
    sessions.endInOrder(port);
  }

  /**
   * A call has come.
   *
   * @param port where its reply goes
   * @param session the caller's session, or 0 for a caller inside, who does not repeat calls
   * @param request the session's number for it
   * @param confirmed the session has the replies of all requests below
   * @param operation the index of the method
   * @param arguments its encoded arguments: the rest of the input
   */
  public void request(
      ClientPort port,
      long session,
      long request,
      long confirmed,
      int operation,
      WireInput arguments) {
    List<Operation<?>> operations = state.serverClass().operations();
    if (operation < 0 || operation >= operations.size() || isFirst(operation)) {
      port.abandon("it called operation " + operation + " of " + operations.size());
      return;
    }
    if (operations.get(operation).isUpdate()) {
      update(port, session, request, confirmed, operation, arguments);
    } else {
      query(port, request, operation, arguments);
    }
  }

  private boolean isFirst(int operation) {
    Operation<?> first = state.serverClass().firstUpdate();
    return first != null && first.index() == operation;
  }

  /**
   * Runs the update that runs once in the life of the state; to be called when there is none yet.
   *
   * @param arguments the launcher's arguments, encoded
   * @return its outcome; if that is no value, {@link #endBatch} must not follow
   */
  public byte[] first(Operation<?> operation, WireInput arguments) {
    if (!batch.addUpdate(0, 0, 0, operation.index(), arguments)) {
      throw new IllegalStateException("the launcher's arguments cannot be decoded");
    }
    return state.outcome();
  }

  private void query(ClientPort port, long request, int operation, WireInput arguments) {
    if (!state.query(operation, arguments)) {
      port.abandon("the arguments of query " + operation + " cannot be decoded");
      return;
    }
    pending.addReply(state.sequence(), port, request, state.outcome());
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
    }
    apply(port, sessionId, request, confirmed, operation, arguments);
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
    if (batch.size() + size > MAX_BATCH_BYTES) {
      endBatch();
    }
    if (conversations.wasRefused(session, request) || !batch.hasRoom(size)) {
      conversations.refused(session, request);
      refuse(port, request, ReplyStatus.REFUSED, Batch.DISK_FULL);
      return;
    }
    if (!batch.addUpdate(session, request, confirmed, operation, arguments)) {
      port.abandon("the arguments of update " + operation + " cannot be decoded");
      return;
    }
    pending.addReply(state.sequence(), port, request, state.outcome());
  }

  private static void refuse(ClientPort port, long request, ReplyStatus status, String message) {
    port.reply(request, status, message.getBytes(StandardCharsets.UTF_8));
  }

  /** A standby has recovered from snapshot and journal, and is linked. */
  public void standbyJoined(long recoveredUpTo) {
    standby.joined(recoveredUpTo);
  }

  /** The joiner has digested so far. */
  public void standbyProgressed(long digested) {
    standby.progressed(digested);
  }

  /** The standby has answered the next update. To be followed by {@link #endBatch}. */
  public void standbyAnswered(byte[] bytes, int offset, int length) {
    standby.answered(bytes, offset, length);
  }

  /** The standby is level. */
  public void standbyReady(long digested) {
    standby.ready(digested);
  }

  /** The standby has given a sign of life. */
  public void standbyHeard() {
    standby.heard();
  }

  /** The link to the standby has ended, or speaks nonsense: the standby is killed. */
  public void standbyLinkLost(String why) {
    standby.linkLost(why);
  }

  /** The kernel says that the standby is dead: the primary goes on without one. */
  public void standbyDied() {
    standby.died();
    release();
  }

  /** A tick of the writer's clock has passed. To be followed by {@link #endBatch}. */
  public void tick() {
    standby.tick();
    sessions.tick();
  }
}
