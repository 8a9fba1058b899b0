package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.JournalRetention;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.SimulatedReboot;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.simulation.disk.DiskUser;
import dev.understudy.runtime.simulation.disk.SimulatedDisk;
import dev.understudy.runtime.simulation.disk.SimulatedFileSystem;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * What outlives every process: the directory of the pair, with the real journal and the real
 * snapshots, on a simulated disk; and what was ever in the journal, for the checks.
 */
final class PairDisk {

  private static final String DIRECTORY = "/pair";

  private final SimulatedDisk disk = new SimulatedDisk();
  private final JournalIdentity identity = Recovery.identityOf(Ledger.COMPARED);
  private final RunDirectory observed = seenBy(DiskUser.OBSERVER);
  private final Truth truth = new Truth();
  private final JournalOptions options;
  private final Chance chance;
  private boolean hasFailed;

  /** The last update that is wholly in the journal. */
  long writtenUpTo;

  PairDisk(Chance chance) {
    this.chance = chance;
    this.options =
        new JournalOptions(chance.oneIn(2) ? chance.between(600, 4000) : 1 << 13, chance.oneIn(3));
    try {
      Files.createDirectories(observed.root());
      Files.createDirectories(observed.journalDirectory());
      Files.createDirectories(observed.snapshotDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory as a process sees it. */
  RunDirectory seenBy(DiskUser user) {
    return RunDirectory.of(new SimulatedFileSystem(disk, user).getPath(DIRECTORY));
  }

  JournalIdentity identity() {
    return identity;
  }

  JournalOptions options() {
    return options;
  }

  /** What was ever in the journal, and is not lost. */
  Truth truth() {
    return truth;
  }

  boolean isFull() {
    return disk.isFull();
  }

  void setFull(boolean full) {
    disk.setFull(full);
  }

  /** The next sync fails. */
  void failNextForce() {
    disk.failNextForce();
    hasFailed = true;
  }

  /** Whether a sync has failed, or will. */
  boolean hasFailed() {
    return hasFailed;
  }

  /** What a mutation does: all that is cached counts as synced, though it may not be. */
  void forgetUnsynced() {
    try {
      SimulatedReboot.forgetMark(observed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a mutation takes for the last epoch: headers of segments tell of none. */
  long epochByRecordsAlone() {
    long epoch = Math.max(0, Snapshots.epochOfNewest(observed));
    long after = Math.max(0, Snapshots.newestSequence(observed));
    LogRecord record = new LogRecord();
    try (JournalReader reader = JournalReader.open(observed, identity, after)) {
      while (reader.next(record)) {
        epoch = Math.max(epoch, record.epoch());
      }
    }
    return epoch;
  }

  /** Takes note of what is in the journal now. */
  void observe() {
    truth.readOn(observed, identity);
  }

  /** Removes what a primary finds needless. Returns the oldest snapshot that is kept. */
  long remove(SimulatedProcess primary, long needed, long written) {
    RunDirectory directory = primary.directory;
    observe();
    long oldest =
        Snapshots.removeOlderThan(directory, Long.MAX_VALUE, JournalRetention.KEPT_SNAPSHOTS);
    boolean tooEarly = primary.world.has(Mutation.SEGMENTS_REMOVED_TOO_EARLY);
    SegmentFiles.removeBefore(
        directory, tooEarly ? Long.MAX_VALUE : Math.min(oldest, needed), written);
    return oldest;
  }

  /**
   * Loses the power, when no process is left.
   *
   * @return the last update that has survived
   */
  long losePower() {
    observe();
    boolean much = chance.oneIn(3);
    boolean little = chance.oneIn(3);
    disk.losePower(
        () -> !little && (much || chance.oneIn(2)), bound -> little ? 0 : chance.below(bound));
    try {
      SimulatedReboot.of(observed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StateMachine state = survived();
    truth.cutAfter(state.sequence(), state.epoch());
    return state.sequence();
  }

  private StateMachine survived() {
    RenewableStandby standby = new RenewableStandby(Ledger::new);
    StateMachine state = new StateMachine(standby);
    Recovery.Begin begin = Recovery.begin(observed, state, standby);
    LogRecord record = new LogRecord();
    try (JournalReader journal = begin.journal()) {
      while (journal.next(record)) {
        Recovery.alone(state).digestFromJournal(record);
      }
    }
    return state;
  }
}
