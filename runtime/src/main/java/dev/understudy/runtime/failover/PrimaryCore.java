package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.ClientPort;
import dev.understudy.runtime.replication.PendingReplies;
import dev.understudy.runtime.replication.Session;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.replication.UnansweredOutcomes;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

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

  private final StateMachine state;
  private final PrimaryEffects effects;
  private final CoreLimits limits;
  private final long epoch;
  private final SplittableRandom seeds;
  private final StandbyWatch standby;
  private final Conversations conversations;
  private final PendingReplies pending = new PendingReplies();
  private final WireOutput batch = WireOutput.forCall();
  private final LogRecord record = new LogRecord();

  private long journaled;
  private long nowMicros;

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
    this.effects = effects;
    this.limits = limits;
    this.epoch = epoch;
    this.seeds = new SplittableRandom(seed);
    this.standby = new StandbyWatch(state.serverClass(), limits, effects);
    this.conversations = new Conversations(limits.graceTicks(), state.sessions());
    this.journaled = state.sequence();
  }

  /** Writes the begin of the reign to the journal. */
  public void begin(long timeMicros) {
    nowMicros = Math.max(timeMicros, state.timeMicros());
    write(LogRecord.Kind.EPOCH, state.sequence(), 0, 0, 0, 0, NOTHING, 0, 0);
    state.digest(record);
    effects.journal(batch.array(), 0, batch.size(), state.sequence() + 1, state.sequence());
    batch.clear();
  }

  private static final byte[] NOTHING = new byte[0];

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

  /** The bytes of the batch so far. */
  public int batchBytes() {
    return batch.size();
  }

  /** Sets the time of the updates to come; time never goes back. */
  public void beginBatch(long timeMicros) {
    nowMicros = Math.max(timeMicros, state.timeMicros());
  }

  /** Forwards, journals, and releases the replies that may go. */
  public void endBatch() {
    if (batch.size() > 0) {
      if (standby.isForwardedTo()) {
        effects.forward(batch.array(), 0, batch.size(), journaled);
      }
      effects.journal(batch.array(), 0, batch.size(), journaled + 1, state.sequence());
      journaled = state.sequence();
      batch.clear();
    }
    if (standby.isNear(journaled)) {
      standby.live(journaled);
    }
    release();
  }

  private void release() {
    pending.release(standby.safe(journaled));
  }

  /** A client without a session has come: opens one. */
  public void openSession(ClientPort port, String name) {
    if (state.sessions().size() >= limits.maxSessions()) {
      port.refuse(
          Refusal.LIMIT, "all " + limits.maxSessions() + " sessions are in use; try again later");
      return;
    }
    WireOutput arguments = WireOutput.forCall();
    arguments.writeString(name);
    if (!hasRoom(LogRecord.HEADER_BYTES + arguments.size())) {
      port.refuse(Refusal.LIMIT, DISK_FULL);
      return;
    }
    long sequence = state.sequence() + 1;
    write(
        LogRecord.Kind.OPEN_SESSION, sequence, 0, 0, 0, 0, arguments.array(), 0, arguments.size());
    digestOwn(UnansweredOutcomes.NO_OPERATION);
    Session opened = state.sessions().get(sequence);
    if (opened == null) {
      throw new IllegalStateException("session " + sequence + " was opened and is not there");
    }
    conversations.joined(sequence, port);
    pending.addWelcome(sequence, port, opened);
  }

  private static final String DISK_FULL =
      "the disk that holds the journal is full: make room, updates are refused until then";

  /** A client is back, on this connection. */
  public void resumeSession(ClientPort port, long session) {
    Session resumed = state.sessions().get(session);
    if (resumed == null) {
      port.refuse(Refusal.SESSION_ENDED, "session " + session + " has ended");
      return;
    }
    conversations.joined(session, port);
    pending.addWelcome(state.sequence(), port, resumed);
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
    endSession(conversations.sessionOf(port), false);
  }

  private void endSession(long session, boolean byDeath) {
    if (state.sessions().get(session) == null) {
      return;
    }
    if (!hasRoom(LogRecord.HEADER_BYTES + 1)) {
      conversations.endsLater(session);
      return;
    }
    byte[] arguments = {(byte) (byDeath ? 1 : 0)};
    write(LogRecord.Kind.END_SESSION, state.sequence() + 1, session, 0, 0, 0, arguments, 0, 1);
    digestOwn(UnansweredOutcomes.NO_OPERATION);
    conversations.ended(session);
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
    write(
        LogRecord.Kind.UPDATE,
        state.sequence() + 1,
        0,
        0,
        0,
        operation.index(),
        arguments.array(),
        arguments.position(),
        arguments.remaining());
    digestOwn(operation.index());
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
    if (conversations.wasRefused(session, request) || !hasRoom(size)) {
      conversations.refused(session, request);
      refuse(port, request, ReplyStatus.REFUSED, DISK_FULL);
      return;
    }
    int before = batch.size();
    write(
        LogRecord.Kind.UPDATE,
        state.sequence() + 1,
        session,
        request,
        confirmed,
        operation,
        arguments.array(),
        arguments.position(),
        arguments.remaining());
    if (!state.digest(record)) {
      batch.truncate(before);
      port.abandon("the arguments of update " + operation + " cannot be decoded");
      return;
    }
    forwarded(operation);
    pending.addReply(state.sequence(), port, request, state.outcome());
  }

  /** Whether one more record of this size can be written, with all that waits to be written. */
  private boolean hasRoom(int bytes) {
    return effects.reserve(batch.size() + bytes);
  }

  // What a forward says besides its records.
  private static final int FORWARD_HEADER_BYTES = 64;

  // More than this would keep the standby waiting, and a batch must fit into one frame.
  private static final int MAX_BATCH_BYTES = 1 << 20;

  private static void refuse(ClientPort port, long request, ReplyStatus status, String message) {
    port.reply(request, status, message.getBytes(StandardCharsets.UTF_8));
  }

  private void digestOwn(int operation) {
    if (!state.digest(record)) {
      throw new IllegalStateException("a record of this process's own cannot be decoded");
    }
    forwarded(operation);
  }

  private void forwarded(int operation) {
    if (standby.isForwardedTo()) {
      standby.forwarded(operation, state.outcome());
    }
  }

  private void write(
      LogRecord.Kind kind,
      long sequence,
      long session,
      long request,
      long confirmed,
      int operation,
      byte[] arguments,
      int offset,
      int length) {
    int at = batch.size();
    int size =
        LogRecord.write(
            batch,
            kind,
            sequence,
            epoch,
            nowMicros,
            seeds.nextLong(),
            session,
            request,
            confirmed,
            operation,
            arguments,
            offset,
            length);
    record.viewValid(batch.array(), at, size);
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
    for (long session : conversations.tick()) {
      endSession(session, true);
    }
  }
}
