package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.snapshot.BodyComparison;
import dev.understudy.runtime.journal.snapshot.SnapshotDraft;
import dev.understudy.runtime.journal.snapshot.SnapshotFile;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a snapshot comes to count: it is written, read back into a fresh server object, and gets its
 * name only if that comes to the same. Until then all recover from the one before it and the
 * journal since. For any thread.
 */
public final class SnapshotMaking {

  private SnapshotMaking() {}

  /**
   * Makes one of what the journal holds now, if that is more than the newest snapshot has; the
   * server object from which it was saved is gone before the next one is made.
   *
   * @param maker makes a part with a new server object, at each call
   * @throws JournalException if the state cannot be recovered, or not written, or not read back
   */
  public static void makeFromJournal(RunDirectory directory, Supplier<? extends Standby> maker) {
    RenewableStandby standby = new RenewableStandby(maker);
    ServerClass serverClass = standby.replica().serverClass();
    Drafted drafted = draftOfJournal(directory, standby);
    standby.forget();
    if (drafted.draft == null) {
      return;
    }
    try (SnapshotDraft draft = drafted.draft) {
      publish(draft, drafted.epoch, serverClass, bytes -> standby.another());
      setAside(directory, drafted.passed, draft.sequence());
    }
  }

  private record Drafted(@Nullable SnapshotDraft draft, long epoch, Recovery.Passed passed) {}

  private static Drafted draftOfJournal(RunDirectory directory, RenewableStandby standby) {
    StateMachine state = RunningCall.watchedAlone(standby);
    JournalEnd end = JournalEnd.now(directory);
    Recovery.Begin begin = Recovery.begin(directory, state, standby);
    long before = state.sequence();
    Recovery.digestJournal(begin.journal(), state, end);
    boolean isNew = state.sequence() > before;
    return new Drafted(isNew ? draft(directory, state) : null, state.epoch(), begin.passed());
  }

  /**
   * Makes one of a state.
   *
   * @param fresh makes a part with a new server object, for a state of so many bytes
   * @throws JournalException if it cannot be written, or not read back; nothing is left of it then
   * @throws RuntimeException what the class throws when it is saved
   */
  public static void make(RunDirectory directory, StateMachine state, LongFunction<Standby> fresh) {
    try (SnapshotDraft draft = draft(directory, state)) {
      publish(draft, state.epoch(), state.serverClass(), fresh);
    }
  }

  /** Writes the draft of one, as a stream: it needs little memory beside the state. */
  public static SnapshotDraft draft(RunDirectory directory, StateMachine state) {
    return SnapshotDraft.write(
        directory,
        Recovery.identityOf(state.serverClass()),
        state.sequence(),
        state.epoch(),
        state::save);
  }

  /**
   * Takes away the names of those that could not be loaded, now that a newer one counts.
   *
   * @param made of which that one is: it may have replaced one of them
   */
  public static void setAside(RunDirectory directory, Recovery.Passed passed, long made) {
    for (long sequence : passed.sequences()) {
      if (sequence == made) {
        continue;
      }
      try {
        Path aside = Snapshots.setAside(directory, sequence);
        EventLog.event("the snapshot that could not be loaded is called " + aside + " now");
      } catch (JournalException e) {
        EventLog.event("a snapshot that could not be loaded keeps its name", e);
      }
    }
  }

  private static void publish(
      SnapshotDraft draft, long epoch, ServerClass serverClass, LongFunction<Standby> fresh) {
    JournalIdentity identity = Recovery.identityOf(serverClass);
    try (SnapshotFile written = draft.read(identity)) {
      String problem =
          problemOf(written, fresh.apply(written.stateBytes()), draft.sequence(), epoch);
      if (problem != null) {
        throw new JournalDamagedException(
            "a snapshot of update %d does not count (%s): look at what %s does when it is saved and loaded"
                .formatted(draft.sequence(), problem, serverClass.simpleName()));
      }
    }
    draft.publish();
  }

  private static @Nullable String problemOf(
      SnapshotFile written, Standby fresh, long sequence, long epoch) {
    BodyComparison again = written.comparison();
    String problem = ReadBack.problemOf(written.body(), again, fresh, sequence, epoch);
    return problem == null ? again.difference() : problem;
  }
}
