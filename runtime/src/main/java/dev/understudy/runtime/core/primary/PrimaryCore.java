package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.PendingReplies;
import dev.understudy.runtime.core.state.StateDigest;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.WireInput;
import java.util.List;

/**
 * What a primary decides, for one epoch: numbers updates, applies each before anyone else sees it,
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
  private final long epoch;
  private final StandbyWatch standby;
  private final Batch batch;
  private final SessionConnections conversations;
  private final SuspectCalls suspects;
  private final Calls calls;
  private final SessionLife sessions;
  private final PendingReplies pending = new PendingReplies();
  private final Admission admission = new Admission();

  /**
   * Begins an epoch; {@link #begin} is to be called before anything else.
   *
   * @param state what was recovered, or digested: all of it is in the journal
   * @param inherited the calls in which former primaries have died
   * @param epoch the number of the epoch, greater than that of any before
   * @param seed where the seeds of the updates' random numbers come from
   */
  public PrimaryCore(
      StateMachine state,
      PrimaryEffects effects,
      CoreLimits limits,
      List<SuspectCall> inherited,
      long epoch,
      long seed) {
    this.state = state;
    this.epoch = epoch;
    this.standby = StandbyWatch.of(state.serverClass(), limits, effects);
    this.batch = new Batch(state, effects, standby, epoch, seed);
    this.conversations = new SessionConnections(limits.graceTicks(), state.sessions());
    this.suspects = new SuspectCalls(state.serverClass(), inherited, effects);
    PrimaryParts parts =
        new PrimaryParts(state, limits, batch, standby, conversations, pending, suspects, effects);
    this.calls = new Calls(parts, admission, this::endBatch);
    this.sessions = new SessionLife(parts);
  }

  /** Writes the begin of the epoch to the journal. */
  public void begin(long timeMicros) {
    batch.setTime(timeMicros);
    batch.beginEpoch();
  }

  /** The number of this epoch. */
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

  /** Whether the standby lacks so little that it could serve at once. */
  public boolean isStandbyNear() {
    return standby.isNear(applied());
  }

  /** Has a standby that is asleep load the state and keep up; others are awake. */
  public void wakeStandby() {
    standby.wake();
  }

  /** Whether the standby was woken, and still loads the state. */
  public boolean isStandbyLoading() {
    return standby.isLoading();
  }

  /** The journal after this update is to be kept, since the standby will read it. */
  public long standbyNeedsJournalAfter() {
    return standby.needsJournalAfter();
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
    standby.batchEnded(batch.journaled());
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
   * A connection is gone: the client is away, unless it has said goodbye, or is back already on a
   * later one. To be told of every connection that opened or resumed a session, welcomed or not.
   */
  public void sessionLeft(ClientPort port) {
    conversations.left(port);
  }

  /** How many connections speak for sessions. */
  int connections() {
    return conversations.connections();
  }

  /** A client has said goodbye on this connection: its session ends, and it hears a farewell. */
  public void sessionEnded(ClientPort port) {
    sessions.endInOrder(port);
  }

  /**
   * A client has the replies of all requests below this one, and has no other call to say so with:
   * their results need not be kept.
   */
  public void confirmed(ClientPort port, long confirmed) {
    sessions.confirm(port, confirmed);
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
    calls.request(port, session, request, confirmed, operation, arguments);
  }

  /**
   * Runs the update that runs once in the life of the state; to be called when there is none yet.
   *
   * @param arguments the launcher's arguments, encoded
   * @return its outcome; if that is no value, {@link #endBatch} must not follow
   */
  public byte[] first(Operation<?> operation, WireInput arguments) {
    return calls.first(operation, arguments);
  }

  /**
   * Whether a call may be brought before the next tick: an update may not while updates are slowed
   * for a joiner that does not gain, and enough of them were applied.
   */
  public boolean admits(int operation) {
    return calls.admits(operation);
  }

  /**
   * Whether a call is to be brought again with a later tick: since a primary has died in it and
   * there is no standby that would survive the next death, or that death would take an obituary
   * along; or since too many results are kept.
   *
   * @param session the caller's, or 0 for a caller inside
   * @param confirmed the session has the replies of all requests below
   * @param arguments its encoded arguments: the rest of the input, which is not consumed
   */
  public boolean mustWait(long session, long confirmed, int operation, WireInput arguments) {
    return calls.mustWait(session, confirmed, operation, arguments);
  }

  /** The obituaries of the primaries before this one are in their file, or cannot be written. */
  public void deathsWritten() {
    suspects.deathsWritten();
  }

  /** The calls that are refused because primaries have died in them, a sentence each. */
  public List<String> poisoned() {
    return suspects.poisoned();
  }

  /** What a dead primary was doing, for people. */
  public static String lastWords(ServerClass serverClass, CallKey running) {
    return SuspectCalls.describe(serverClass, running);
  }

  /**
   * What a successor inherits: see {@link SuspectCall}.
   *
   * @param before what the dead primary knew
   * @param running the call that it was in
   * @param isOwn whether its death was the doing of that call
   */
  public static List<SuspectCall> suspectsAfter(
      List<SuspectCall> before, CallKey running, boolean isOwn) {
    return SuspectCalls.after(before, running, isOwn);
  }

  /** The writer makes progress within a turn, in which so many ticks have passed meanwhile. */
  public void progressed(int ticks) {
    standby.elapsed(ticks);
  }

  /** Whether updates are slowed for a joiner that does not gain. */
  public boolean isSlowed() {
    return admission.isSlowed();
  }

  /** Whether a killed standby has not died for a while, for which clients wait. */
  public boolean isStandbyDyingForLong() {
    return standby.isDyingForLong();
  }

  /** Whether updates are refused because the disk of the journal is full. */
  public boolean lacksRoom() {
    return batch.lacksRoom();
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

  /** The standby asks for what follows this update. To be followed by {@link #endBatch}. */
  public void standbyAsked(long digested) {
    standby.asked(digested);
  }

  /**
   * A snapshot of the pair was made. To be followed by {@link #endBatch}, at whose end the standby
   * is to compare its state with this one, if the state is so small that nobody waits for that.
   */
  public void snapshotMade(long stateBytes) {
    if (stateBytes <= StateDigest.LARGEST_STATE_BYTES) {
      batch.digestIsDue();
    }
  }

  /** The standby has compared a result or the state of its own with this primary's: they differ. */
  public void standbyDiffers(Difference difference) {
    standby.differs(difference);
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
    boolean joining = standby.phase() == StandbyPhase.JOINING && !standby.isNear(applied());
    admission.tick(joining, applied(), standby.digested());
    suspects.tick();
    calls.tick();
    sessions.tick();
    batch.tick();
  }
}
