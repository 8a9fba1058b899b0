package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireOutput;

/** The state that a journal alone gives: the truth that processes are compared with. */
public final class Replay {

  private Replay() {}

  /** Replays a whole journal, which must not be torn. */
  public static StateMachine of(JournalBytes journal) {
    StateMachine state = new StateMachine(new Ledger());
    LogRecord record = new LogRecord();
    JournalBytes.Reader all = journal.reader();
    while (all.next(record)) {
      digest(state, record);
    }
    if (all.position() != journal.size()) {
      throw new AssertionError("the journal is torn at " + all.position());
    }
    return state;
  }

  /** Applies a record, unless it says only what came of the one before. */
  static void digest(StateMachine state, LogRecord record) {
    if (record.kind() != LogRecord.Kind.OUTCOME) {
      state.digest(record);
    }
  }

  /** All of a state, as bytes: equal states have equal ones. */
  public static byte[] saved(StateMachine state) {
    WireOutput out = WireOutput.forSnapshot();
    state.save(out);
    return out.toByteArray();
  }
}
