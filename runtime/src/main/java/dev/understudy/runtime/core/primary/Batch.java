package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.StateDigest;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.core.state.UnansweredOutcomes;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The records of one epoch, batch by batch. Each is written and applied at once; at the end of a
 * batch all of them are forwarded, and then journaled.
 */
final class Batch {

  private static final byte[] NOTHING = new byte[0];

  private final StateMachine state;
  private final PrimaryEffects effects;
  private final StandbyWatch standby;
  private final JournalSpace room;
  private final long epoch;
  private final SplittableRandom seeds;
  private final WireOutput records = WireOutput.forCall();
  private final LogRecordWriter writer = new LogRecordWriter();
  private final LogRecord record = new LogRecord();

  private long journaled;
  private long nowMicros;
  // Why no snapshot can be made, as it was told last.
  private @Nullable String reported;
  private boolean digestDue;

  /**
   * @param epoch the number of the epoch
   * @param seed where the seeds of the updates' random numbers come from
   */
  Batch(StateMachine state, PrimaryEffects effects, StandbyWatch standby, long epoch, long seed) {
    this.state = state;
    this.effects = effects;
    this.standby = standby;
    this.room = new JournalSpace(effects);
    this.epoch = epoch;
    this.seeds = new SplittableRandom(seed);
    this.journaled = state.sequence();
  }

  /** The last update that is in the journal. */
  long journaled() {
    return journaled;
  }

  /** The bytes so far. */
  int size() {
    return records.size();
  }

  /** Sets the time of the records to come; time never goes back. */
  void setTime(long timeMicros) {
    nowMicros = Math.max(timeMicros, state.timeMicros());
  }

  /** Whether one more record of this size can be written, with all that waits to be written. */
  boolean hasRoom(int bytes) {
    return room.isThereFor(records.size() + bytes);
  }

  /** Whether updates are refused, because the disk is full. */
  boolean lacksRoom() {
    return room.isLacking();
  }

  /** A tick has passed. */
  void tick() {
    room.tick();
  }

  /** Writes the begin of the epoch to the journal. */
  void beginEpoch() {
    write(begin(LogRecord.Kind.EPOCH, state.sequence()), NOTHING, 0, 0);
    state.digest(record);
    effects.journal(records.array(), 0, records.size(), state.sequence() + 1, state.sequence());
    records.clear();
  }

  /**
   * Adds an update.
   *
   * @param session the caller's, or 0
   * @param arguments its encoded arguments: the rest of the input
   * @return whether it was applied; false if its arguments cannot be decoded, in which case nothing
   *     has changed
   */
  boolean addUpdate(
      long session, long request, long confirmed, int operation, WireInput arguments) {
    int before = records.size();
    write(
        begin(LogRecord.Kind.UPDATE, state.sequence() + 1)
            .of(session, request, confirmed)
            .calls(operation),
        arguments.array(),
        arguments.position(),
        arguments.remaining());
    if (!state.digest(record)) {
      records.truncate(before);
      return false;
    }
    noteHowItEnded();
    watch(operation);
    noteOutcome(operation);
    return true;
  }

  // A replay compares its own end with this note.
  private void noteHowItEnded() {
    byte[] outcome = state.outcome();
    if (outcome.length > 0 && !OutcomeCodec.isValue(outcome)) {
      record.noteThatItThrew();
    }
  }

  // For a standby that compares by the journal. On a full disk the update itself comes first.
  private void noteOutcome(int operation) {
    byte[] outcome = state.outcome();
    int size = LogRecord.HEADER_BYTES + outcome.length;
    if (!standby.comparesByJournal()
        || size > LogRecord.MAX_BYTES
        || !effects.reserve(records.size() + size)) {
      return;
    }
    long sequence = state.sequence();
    write(begin(LogRecord.Kind.OUTCOME, sequence).calls(operation), outcome, 0, outcome.length);
  }

  /**
   * Adds the opening or the end of a session.
   *
   * @param operation the index of the method that runs with it, or {@code NO_OPERATION}
   */
  void addOfSession(
      LogRecord.Kind kind, long session, int operation, byte[] arguments, int length) {
    write(begin(kind, state.sequence() + 1).of(session, 0, 0), arguments, 0, length);
    if (!state.digest(record)) {
      throw new IllegalStateException("a record of this process's own cannot be decoded");
    }
    noteHowItEnded();
    watch(operation);
    if (operation != UnansweredOutcomes.NO_OPERATION) {
      noteOutcome(operation);
    }
  }

  /** Adds that a session has the replies of all requests below one. */
  void addConfirmation(long session, long confirmed) {
    write(
        begin(LogRecord.Kind.CONFIRM, state.sequence() + 1).of(session, 0, confirmed),
        NOTHING,
        0,
        0);
    if (!state.digest(record)) {
      throw new IllegalStateException("a confirmation cannot be decoded");
    }
    watch(UnansweredOutcomes.NO_OPERATION);
  }

  /** At the end of a batch, the standby is to compare what the state fields hold with its own. */
  void digestIsDue() {
    digestDue = true;
  }

  // It waits for a standby that compares; on a full disk it is left out.
  private void addDigest() {
    digestDue = false;
    byte[] digests = StateDigest.of(state.replica());
    int size = LogRecord.HEADER_BYTES + digests.length;
    if (digests.length > 0 && effects.reserve(records.size() + size)) {
      LogRecordWriter begun =
          begin(LogRecord.Kind.OUTCOME, state.sequence()).calls(LogRecord.STATE);
      write(begun, digests, 0, digests.length);
    }
  }

  /** Forwards what there is to the standby, then writes it to the journal. */
  void end() {
    if (digestDue && standby.comparesState()) {
      addDigest();
    }
    if (records.size() == 0) {
      return;
    }
    if (standby.isForwardedTo()) {
      effects.forward(records.array(), 0, records.size(), journaled);
    }
    effects.journal(records.array(), 0, records.size(), journaled + 1, state.sequence());
    journaled = state.sequence();
    records.clear();
  }

  private void watch(int operation) {
    if (!Objects.equals(state.refusal(), reported)) {
      reported = state.refusal();
      effects.report(
          reported != null ? reported : "what the @State fields hold can be restored again");
    }
    if (standby.isForwardedTo()) {
      standby.forwarded(operation, state.outcome());
    }
  }

  private LogRecordWriter begin(LogRecord.Kind kind, long sequence) {
    return writer.begin(kind, sequence, epoch).at(nowMicros, seeds.nextLong());
  }

  private void write(LogRecordWriter begun, byte[] arguments, int offset, int length) {
    int at = records.size();
    int size = begun.write(records, arguments, offset, length);
    record.viewValid(records.array(), at, size);
  }
}
