package dev.understudy.runtime.node.state;

import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.ContractFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.snapshot.SnapshotFile;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ContractDifference;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How every process begins: with the newest snapshot that can be loaded, and the journal from there
 * on. A snapshot that cannot be is passed over, and told: the one before it and the journal since
 * hold the same, or the journal from its begin.
 */
public final class Recovery {

  /** Where it began. */
  public record Begin(JournalReader journal, Passed passed) {}

  /**
   * The snapshots that could not be loaded.
   *
   * @param sequences of which they are, the newest first
   * @param problem what is wrong with the newest of them, as a sentence; null if there are none
   */
  public record Passed(List<Long> sequences, @Nullable String problem) {

    public static final Passed NONE = new Passed(List.of(), null);
  }

  private Recovery() {}

  public static JournalIdentity identityOf(ServerClass serverClass) {
    return new JournalIdentity(serverClass.name(), Contracts.fingerprint(serverClass));
  }

  /**
   * Loads the newest snapshot that can be loaded, if there is one, and opens the journal after it.
   *
   * @param state nothing yet
   * @param standby holds its server object
   * @throws JournalException if nothing that is there can be recovered from
   */
  public static Begin begin(RunDirectory directory, StateMachine state, RenewableStandby standby) {
    List<Long> passed = new ArrayList<>();
    @Nullable String problem = null;
    long before = Long.MAX_VALUE;
    while (true) {
      try {
        load(directory, state, before);
        return new Begin(
            openAfter(directory, state, problem), new Passed(List.copyOf(passed), problem));
      } catch (ForeignJournalException e) {
        ServerClass serverClass = state.serverClass();
        throw withDifference(e, ContractFile.read(directory, serverClass.name()), serverClass);
      } catch (UnloadableException e) {
        before = e.sequence;
        passed.add(before);
        standby.renew();
        state.beginAnew();
        String text = passedOver(directory, e);
        problem = problem == null ? text : problem;
        EventLog.event(text);
      }
    }
  }

  /**
   * The same, with what differs between the contracts, where that is known.
   *
   * @param contract of the build that wrote the file, in words; not believed if it is another
   */
  static ForeignJournalException withDifference(
      ForeignJournalException e, Optional<String> contract, ServerClass serverClass) {
    JournalIdentity whose = e.otherContract();
    if (whose == null) {
      return e;
    }
    return contract
        .filter(there -> Contracts.fingerprint(there) == whose.fingerprint())
        .map(there -> ContractDifference.of(there, serverClass.contract()))
        .map(
            difference ->
                new ForeignJournalException(
                    e.getMessage() + ". What differs: " + difference, whose))
        .orElse(e);
  }

  private static String passedOver(RunDirectory directory, UnloadableException e) {
    long older = Snapshots.sequenceBefore(directory, e.sequence);
    return "The snapshot at update %d could not be loaded, and %s taken in its place: %s"
        .formatted(
            e.sequence,
            older < 0
                ? "the journal from its begin is"
                : "the one at update " + older + " and the journal since are",
            e.getMessage());
  }

  private static final class UnloadableException extends Exception {

    private static final long serialVersionUID = 1;

    private final long sequence;

    private UnloadableException(long sequence, String message) {
      super(message);
      this.sequence = sequence;
    }
  }

  private static void load(RunDirectory directory, StateMachine state, long before)
      throws UnloadableException {
    JournalIdentity identity = identityOf(state.serverClass());
    long sequence = Snapshots.sequenceBefore(directory, before);
    try (SnapshotFile snapshot = open(directory, identity, before)) {
      if (snapshot == null) {
        return;
      }
      sequence = snapshot.sequence();
      try {
        state.load(snapshot.body());
      } catch (RuntimeException | Error e) { // The codecs', or the class's own.
        throw new UnloadableException(
            sequence, snapshot.file() + " is whole, and " + ReadBack.cannotBeLoaded(e) + ".");
      }
    } catch (ForeignJournalException e) {
      throw e; // So is the journal: there is nothing to fall back to.
    } catch (JournalException e) {
      throw new UnloadableException(sequence, e.getMessage() + ".");
    }
  }

  private static @Nullable SnapshotFile open(
      RunDirectory directory, JournalIdentity identity, long before) {
    Optional<SnapshotFile> newest = Snapshots.newestBefore(directory, identity, before);
    return newest.orElse(null);
  }

  private static JournalReader openAfter(
      RunDirectory directory, StateMachine state, @Nullable String problem) {
    try {
      return openJournal(directory, state);
    } catch (JournalDamagedException e) {
      throw problem == null ? e : new JournalDamagedException(problem + " But " + e.getMessage());
    }
  }

  /** Opens the journal after a state, which learns of the epoch in which that is. */
  public static JournalReader openJournal(RunDirectory directory, StateMachine state) {
    JournalReader reader =
        JournalReader.open(directory, identityOf(state.serverClass()), state.sequence());
    state.epochIsAtLeast(reader.position().lastEpoch());
    return reader;
  }

  /**
   * Digests the journal from a place on, as far as it reached at a moment that has passed. Without
   * that bound, a reader might never catch up with a primary that writes.
   *
   * @param reader opened after the state, and closed here
   */
  public static void digestJournal(JournalReader reader, StateMachine state, JournalEnd end) {
    StandbyCore core = alone(state);
    LogRecord record = new LogRecord();
    try (reader) {
      while (reader.next(record)) {
        core.digestFromJournal(record);
        if (end.isReachedBy(reader.position())) {
          return;
        }
      }
    }
  }

  /** A core that recovers and has no primary to tell. */
  public static StandbyCore alone(StateMachine state) {
    return new StandbyCore(state);
  }
}
