package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.snapshot.Backup;
import dev.understudy.runtime.journal.snapshot.BackupDraft;
import dev.understudy.runtime.journal.snapshot.BodyComparison;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies the state of a directory to a backup, and proves that a backup can be loaded. Needs nobody
 * to serve, disturbs nobody who does, and takes no fence: it reads what the primary has journaled.
 * For any thread.
 */
public final class StateCopy {

  private StateCopy() {}

  /**
   * What was written to a backup.
   *
   * @param file its name
   * @param sizeBytes the size of the file
   * @param sequence the last update in it
   * @param epoch the epoch of that update
   */
  public record Written(Path file, long sizeBytes, long sequence, long epoch) {}

  /**
   * Writes a backup of the state after an update that was acknowledged before this was called, or
   * after a later one, and verifies it: read back from the disk, loaded into another server object,
   * saved again.
   *
   * @param standby makes a part with a new server object, at each call
   * @throws RunDirectoryException if there is no state in the directory
   * @throws JournalException if that state is damaged or foreign, the file cannot be written, or
   *     what was written does not come back as it was; nothing is left of it then
   */
  public static Written backup(RunDirectory directory, Supplier<Standby> standby, Path file) {
    BackupDraft.requireFree(file);
    try (BackupDraft draft = draft(directory, standby, file);
        Backup backup = draft.read()) {
      String difference = verify(backup, new RenewableStandby(standby));
      if (difference != null) {
        throw new JournalDamagedException(
            "the state can be saved, and does not come back as it was ("
                + difference
                + "), so there is no backup: look at what the class does when it is saved and"
                + " loaded; if it has @Snapshot and @Restore, the one may save what the other does"
                + " not restore");
      }
      draft.publish();
      return new Written(file, backup.sizeBytes(), backup.sequence(), backup.epoch());
    }
  }

  /**
   * Reads a backup, and loads it into a server object to see that it can be.
   *
   * @param maker makes a part with a new server object
   * @return the backup, to be closed
   * @throws JournalException if it is damaged, foreign, or cannot be loaded
   * @throws StartRefusedException if no server object can be made
   */
  public static Backup read(Path file, Supplier<? extends Standby> maker) {
    Standby standby = new RenewableStandby(maker);
    Backup backup = readOf(standby.replica().serverClass(), file);
    boolean verified = false;
    try {
      verify(backup, standby);
      verified = true;
      return backup;
    } finally {
      if (!verified) {
        backup.close();
      }
    }
  }

  private static Backup readOf(ServerClass serverClass, Path file) {
    try {
      return Backup.read(file, Recovery.identityOf(serverClass));
    } catch (ForeignJournalException e) {
      throw Recovery.withDifference(e, Optional.ofNullable(e.contract()), serverClass);
    }
  }

  // By itself, so that the server object is gone when it returns.
  private static BackupDraft draft(RunDirectory directory, Supplier<Standby> standby, Path file) {
    StateMachine state = stateOf(directory, standby);
    return BackupDraft.write(
        file,
        Recovery.identityOf(state.serverClass()),
        state.sequence(),
        state.epoch(),
        state.serverClass().contract(),
        state::save);
  }

  private static StateMachine stateOf(RunDirectory directory, Supplier<Standby> standby) {
    JournalEnd end = JournalEnd.now(directory);
    while (true) {
      RenewableStandby part = new RenewableStandby(standby);
      StateMachine state = RunningCall.watchedAlone(part);
      long newest = Snapshots.newestSequence(directory);
      try {
        Recovery.digestJournal(Recovery.begin(directory, state, part).journal(), state, end);
        return requireState(state, directory);
      } catch (JournalDamagedException e) {
        // A snapshot that was made meanwhile has made this journal needless: it may be removed.
        if (Snapshots.newestSequence(directory) <= newest) {
          throw e;
        }
      }
    }
  }

  private static StateMachine requireState(StateMachine state, RunDirectory directory) {
    if (state.sequence() == 0 && state.epoch() == 0) {
      throw new RunDirectoryException(
          "there is no state in the directory "
              + directory
              + " to back up: name that of a pair with --dir");
    }
    return state;
  }

  /** Returns how a backup that can be loaded differs once it was saved again; null if not. */
  private static @Nullable String verify(Backup backup, Standby standby) {
    BodyComparison again = backup.comparison();
    String problem =
        ReadBack.problemOf(backup.state(), again, standby, backup.sequence(), backup.epoch());
    if (problem != null) {
      throw new JournalDamagedException(
          "the backup "
              + backup.file()
              + " is whole, and "
              + problem
              + ": look at what the class does when it is saved and loaded");
    }
    return again.difference();
  }
}
