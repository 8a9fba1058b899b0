package dev.understudy.runtime.core.state;

import dev.understudy.CallingClient;
import dev.understudy.ClientObituary;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a process and the only way to change it: one log record after the other. The primary
 * applies a record that it has just written, the standby digests the same bytes, and a recovery
 * replays them: all through {@link #digest}, so that they cannot differ.
 *
 * <p>Beside the server object the state is: the sequence, the epoch, the time of the last update,
 * and the sessions with the outcomes that their clients may still ask for.
 */
public final class StateMachine {

  private static final byte[] NO_OUTCOME = new byte[0];
  private static final long NO_SESSION = 0;

  // A frame with a reply, or an answer, says a little more than the outcome.
  private static final int MAX_OUTCOME_BYTES = FrameType.MAX_FRAME_BYTES - 1_024;

  private final Standby standby;
  private final SessionTable sessions = new SessionTable();
  private final RecordContext context = new RecordContext();
  private final WireInput arguments = new WireInput();
  private final WireOutput outcome = WireOutput.forCall();
  private byte[] lastOutcome = NO_OUTCOME;
  private CallObserver watch = CallObserver.NONE;

  private long sequence;
  private long epoch;
  private long timeMicros;
  private @Nullable Exception undecodable;
  private @Nullable String refusal;
  private @Nullable String refusedBecause;

  /**
   * @param standby this process's part as understudy, with its server object
   */
  public StateMachine(Standby standby) {
    this.standby = standby;
  }

  /** From now on this is told of each call of the user's class. */
  public void watchedBy(CallObserver newWatch) {
    watch = newWatch;
  }

  /** What the compiler knows of the class. */
  public ServerClass serverClass() {
    return standby.replica().serverClass();
  }

  /** The server object. */
  public Replica replica() {
    return standby.replica();
  }

  /** The number of the last update. */
  public long sequence() {
    return sequence;
  }

  /** The number of the last epoch whose begin is in the log. */
  public long epoch() {
    return epoch;
  }

  /** The time of the last record, in microseconds since 1970. */
  public long timeMicros() {
    return timeMicros;
  }

  /** The open sessions. */
  public SessionTable sessions() {
    return sessions;
  }

  /** The outcome of the last {@link #digest} or {@link #query}; empty for what is no call. */
  public byte[] outcome() {
    return lastOutcome;
  }

  /**
   * Applies the next record.
   *
   * @param record the record that follows the last one
   * @return whether it was applied; false if the arguments of an update cannot be decoded, in which
   *     case nothing has changed
   * @throws IllegalStateException if it is not the next record
   */
  public boolean digest(LogRecord record) {
    if (record.kind() == LogRecord.Kind.EPOCH) {
      beginEpoch(record);
      return true;
    }
    if (record.sequence() != sequence + 1) {
      throw new IllegalStateException(
          "update " + record.sequence() + " cannot follow update " + sequence);
    }
    outcome.clear();
    lastOutcome = NO_OUTCOME;
    record.arguments(arguments);
    boolean applied =
        switch (record.kind()) {
          case UPDATE -> update(record);
          case OPEN_SESSION -> open(record);
          case END_SESSION -> end(record);
          case CONFIRM -> confirm(record);
          case EPOCH, OUTCOME -> throw new AssertionError("dealt with above");
        };
    if (applied) {
      sequence = record.sequence();
      timeMicros = record.timeMicros();
    }
    return applied;
  }

  /**
   * Applies the next record once more, in another process or at another time than at first.
   *
   * @param seesToItsEnd whether it is to return if it did at first, and to throw if it did; also
   *     where results are not compared, since this is about none
   * @throws ReplayException if it does not, or cannot be read
   */
  public void replay(LogRecord record, boolean seesToItsEnd) {
    boolean isCall =
        record.kind() == LogRecord.Kind.UPDATE || record.kind() == LogRecord.Kind.END_SESSION;
    boolean isDigested;
    try {
      isDigested = digest(record);
    } catch (Error e) {
      throw ReplayException.ofError(record, isCall ? operation(record) : record.kind(), e);
    }
    if (!isDigested) {
      throw ReplayException.ofArguments(
          record, operation(record), Objects.requireNonNull(undecodable));
    }
    if (isCall && lastOutcome.length > 0 && seesToItsEnd) {
      ReplayException.requireSameEnd(record, operation(record), lastOutcome);
    }
  }

  private Operation<?> operation(LogRecord record) {
    return record.kind() == LogRecord.Kind.END_SESSION
        ? Objects.requireNonNull(serverClass().onObituary())
        : serverClass().operations().get(record.operation());
  }

  private void beginEpoch(LogRecord record) {
    if (record.epoch() <= epoch || record.sequence() != sequence) {
      throw new IllegalStateException(
          "epoch %d after update %d cannot follow epoch %d and update %d"
              .formatted(record.epoch(), record.sequence(), epoch, sequence));
    }
    epoch = record.epoch();
    timeMicros = Math.max(timeMicros, record.timeMicros());
  }

  /**
   * The log before the next record is of this epoch at least. Its begin may stand before the place
   * from which the log is read on, and yet after this state.
   */
  public void epochIsAtLeast(long knownEpoch) {
    epoch = Math.max(epoch, knownEpoch);
  }

  private boolean update(LogRecord record) {
    Session session = record.session() == 0 ? null : sessions.get(record.session());
    context.enter(record, session == null ? CallingClient.INSIDE : session.client());
    watch.entered(
        record.operation(),
        record.session(),
        arguments.array(),
        arguments.position(),
        arguments.remaining());
    try {
      standby.digest(record.operation(), arguments, context, outcome);
    } catch (Exception e) {
      if (!arguments.argumentsEnded()) {
        watch.left();
        undecodable = e;
        return false;
      }
      OutcomeCodec.writeFailure(e, outcome);
    }
    watch.left();
    takeOutcome();
    lookAtAssigned(record);
    if (session != null) {
      sessions.applied(session, record.request(), record.confirmed(), lastOutcome);
    }
    return true;
  }

  private boolean open(LogRecord record) {
    sessions.open(record.sequence(), String.valueOf(arguments.readString()));
    return true;
  }

  private boolean confirm(LogRecord record) {
    sessions.confirm(record.session(), record.confirmed());
    return true;
  }

  private boolean end(LogRecord record) {
    boolean byDeath = arguments.readByte() != 0;
    Session ended = sessions.get(record.session());
    sessions.end(record.session());
    if (byDeath && ended != null && serverClass().onObituary() != null) {
      obituary(record, ended.client());
    }
    return true;
  }

  private void obituary(LogRecord record, CallingClient client) {
    context.enter(record, client);
    watch.enteredObituary(
        Objects.requireNonNull(serverClass().onObituary()).index(), client.session());
    try {
      standby
          .replica()
          .obituary(new ClientObituary(client.session(), client.name()), context, outcome);
    } catch (Exception e) {
      OutcomeCodec.writeFailure(e, outcome);
    }
    watch.left();
    takeOutcome();
    lookAtAssigned(record);
  }

  // The same on both sides, and whenever the record is replayed.
  private void lookAtAssigned(LogRecord record) {
    if (!standby.replica().assigned()) {
      return;
    }
    String why = standby.replica().refusal();
    if (Objects.equals(why, refusedBecause)) {
      return; // An earlier update has left it.
    }
    refusedBecause = why;
    Operation<?> operation = operation(record);
    refusal =
        why == null
            ? null
            : """
            Update %d, %s, has left in a @State field what could not be restored: %s. Until an \
            update replaces it there is no newer snapshot, and the pair lives by its journal.\
            """
                .formatted(record.sequence(), operation, why);
  }

  /**
   * Why no snapshot of this state can be made, as far as its fields alone tell, as a sentence; null
   * if nothing is known against it.
   */
  public @Nullable String refusal() {
    return refusal;
  }

  /**
   * Runs a query; its outcome is in {@link #outcome}.
   *
   * @return false if its arguments cannot be decoded
   */
  public boolean query(int operation, WireInput queryArguments) {
    outcome.clear();
    watch.entered(
        operation,
        NO_SESSION,
        queryArguments.array(),
        queryArguments.position(),
        queryArguments.remaining());
    try {
      standby.replica().query(operation, queryArguments, outcome);
    } catch (Exception e) {
      if (!queryArguments.argumentsEnded()) {
        watch.left();
        return false;
      }
      OutcomeCodec.writeFailure(e, outcome);
    }
    watch.left();
    takeOutcome();
    return true;
  }

  // Both sides come to the same: a result that no reply can hold is a failure of the method.
  private void takeOutcome() {
    if (outcome.size() > MAX_OUTCOME_BYTES) {
      OutcomeCodec.writeFailure(
          new IllegalStateException(
              "its result takes %d bytes, and a reply holds %d: return less, or in parts"
                  .formatted(outcome.size(), MAX_OUTCOME_BYTES)),
          outcome);
    }
    lastOutcome = outcome.toByteArray();
  }

  /** Forgets all but the server object: another one, in which nothing was done, is there. */
  public void beginAnew() {
    sequence = 0;
    epoch = 0;
    timeMicros = 0;
    sessions.clear();
    lastOutcome = NO_OUTCOME;
    refusal = null;
    refusedBecause = null;
  }

  /** Writes the whole state, for a snapshot. */
  public void save(WireOutput out) {
    out.writeLong(sequence);
    out.writeLong(epoch);
    out.writeLong(timeMicros);
    sessions.save(out);
    standby.replica().save(out);
  }

  /**
   * Replaces the whole state by what {@link #save} wrote.
   *
   * @throws MalformedInputException if that is not what was written
   */
  public void load(WireInput in) {
    sequence = in.readLong();
    epoch = in.readLong();
    timeMicros = in.readLong();
    sessions.load(in);
    standby.replica().load(in);
    refusal = null;
    refusedBecause = null;
    if (in.hasMore()) {
      throw new MalformedInputException(in.left() + " bytes after the state");
    }
  }
}
