package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.Snapshots;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.LogRecord;

/** How every process begins: with the newest snapshot, and the journal from there on. */
final class Recovery {

  private Recovery() {}

  static JournalIdentity identityOf(ServerClass serverClass) {
    return new JournalIdentity(serverClass.name(), Contracts.fingerprint(serverClass));
  }

  /** Loads the newest snapshot, if there is one. */
  static void loadSnapshot(RunDirectory directory, StateMachine state) {
    Snapshots.newest(directory, identityOf(state.serverClass()))
        .ifPresent(
            snapshot -> {
              try (snapshot) {
                state.load(snapshot.body());
              }
            });
  }

  /** Writes a snapshot of a state, as a stream: it needs little memory beside the state. */
  static void writeSnapshot(RunDirectory directory, StateMachine state) {
    Snapshots.write(
        directory, identityOf(state.serverClass()), state.sequence(), state.epoch(), state::save);
  }

  /** Opens the journal after a state, which learns of the reign in which that is. */
  static JournalReader openJournal(RunDirectory directory, StateMachine state) {
    JournalReader reader =
        JournalReader.open(directory, identityOf(state.serverClass()), state.sequence());
    state.reignIsAtLeast(reader.position().lastEpoch());
    return reader;
  }

  /**
   * Digests the journal after the state, as far as it reached at a moment that has passed: whoever
   * reads while a primary writes might else never come to an end.
   */
  static void digestJournal(RunDirectory directory, StateMachine state, JournalEnd end) {
    StandbyCore core = alone(state);
    LogRecord record = new LogRecord();
    try (JournalReader reader = openJournal(directory, state)) {
      while (reader.next(record)) {
        core.digestFromJournal(record);
        if (end.isReachedBy(reader.position())) {
          return;
        }
      }
    }
  }

  /** A core that recovers and has no primary to tell. */
  static StandbyCore alone(StateMachine state) {
    return new StandbyCore(state);
  }
}
