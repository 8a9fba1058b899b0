package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;

/** What outlives every process: the journal, and the last snapshot. */
final class Disk {

  final JournalBytes journal = new JournalBytes();

  private byte[] snapshot = new byte[0];
  private int snapshotPosition;
  private long snapshotSequence;

  /** The last update that is wholly in the journal. */
  long writtenUpTo;

  /** A full disk has no more room than was taken already. */
  boolean isFull;

  /**
   * Loads the snapshot, if there is one.
   *
   * @return what is to be read of the journal then
   */
  JournalBytes.Reader recover(StateMachine into) {
    if (snapshot.length > 0) {
      into.load(WireInput.ofSnapshot(snapshot, 0, snapshot.length));
    }
    return journal.reader(snapshotPosition, snapshotSequence);
  }

  /** Makes a snapshot from the last one and the journal, as a process of its own would. */
  void makeSnapshot() {
    StateMachine state = new StateMachine(new Ledger());
    JournalBytes.Reader reader = recover(state);
    LogRecord record = new LogRecord();
    while (reader.next(record)) {
      Replay.digest(state, record);
    }
    snapshot = Replay.saved(state);
    snapshotPosition = reader.position();
    snapshotSequence = state.sequence();
  }
}
