package dev.understudy.runtime.node.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.snapshot.Backup;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.MutableServer;
import dev.understudy.runtime.node.WarmUpServer;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCopyTest {

  private static final JournalIdentity IDENTITY = Recovery.identityOf(WarmUpServer.SERVER_CLASS);

  @TempDir Path root;
  private RunDirectory directory;
  private Path file;
  private Journal journal;
  private long last;

  @BeforeEach
  void beginAnEpoch() {
    file = root.resolve("sum.backup");
    directory = RunDirectory.of(root.resolve("run"));
    directory.create();
    // Every record begins a segment, so that any of them can be removed.
    journal =
        Journal.open(directory, IDENTITY, JournalPosition.start(), new JournalOptions(1, false));
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter().begin(LogRecord.Kind.EPOCH, 0, 1).write(out);
    journal.append(out.array(), 0, out.size(), 1, 0);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /**
   * Journals an update that adds its number: the sum tells which have been applied, and how often.
   */
  private void add() {
    last++;
    WireOutput arguments = WireOutput.forCall();
    arguments.writeLong(last);
    append(LogRecord.Kind.UPDATE, 0, arguments);
  }

  private long openSession() {
    last++;
    WireOutput name = WireOutput.forCall();
    name.writeString("till 3");
    append(LogRecord.Kind.OPEN_SESSION, 0, name);
    return last;
  }

  private void append(LogRecord.Kind kind, long session, WireOutput arguments) {
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(kind, last, 1)
        .at(last, session)
        .write(out, arguments.array(), 0, arguments.size());
    journal.append(out.array(), 0, out.size(), last, last);
  }

  private void snapshotAndRemoveWhatItMakesNeedless() {
    SnapshotMaking.makeFromJournal(directory, WarmUpServer::new);
    Snapshots.removeOlderThan(directory, Long.MAX_VALUE, 1);
    SegmentFiles.removeBefore(directory, last, journal.segmentFirst());
  }

  private StateMachine restored() {
    StateMachine state = new StateMachine(new WarmUpServer());
    try (Backup backup = StateCopy.read(file, WarmUpServer::new)) {
      state.load(backup.state());
      assertThat(backup.sequence()).isEqualTo(state.sequence());
      assertThat(backup.epoch()).isEqualTo(state.epoch());
    }
    return state;
  }

  private static long sum(StateMachine state) {
    WireOutput out = WireOutput.forSnapshot();
    state.save(out);
    WireInput in = new WireInput();
    in.reset(out.array(), out.size() - Long.BYTES, Long.BYTES);
    return in.readLong();
  }

  @Test
  void aBackupHoldsAllThatWasJournaledAndTheSessions() {
    add();
    long session = openSession();
    add();
    StateCopy.Written written = StateCopy.backup(directory, WarmUpServer::new, file);
    assertThat(written.sequence()).isEqualTo(3);
    assertThat(written.epoch()).isEqualTo(1);
    StateMachine state = restored();
    assertThat(sum(state)).isEqualTo(1 + 3);
    assertThat(state.timeMicros()).isEqualTo(3);
    assertThat(state.sessions().get(session)).isNotNull();
  }

  @Test
  void aSnapshotThatOvertakesTheReaderIsTakenInstead() {
    add();
    snapshotAndRemoveWhatItMakesNeedless();
    add();
    int[] loads = {0};
    StateCopy.backup(
        directory,
        () ->
            new MutableServer() {
              @Override
              public void load(WireInput in) {
                super.load(in);
                loads[0]++;
                if (loads[0] == 1) {
                  add();
                  snapshotAndRemoveWhatItMakesNeedless();
                  add();
                }
              }
            },
        file);
    assertThat(loads[0]).isEqualTo(3); // Twice to read, once to verify.
    StateMachine state = restored();
    assertThat(state.sequence()).isBetween(3L, 4L);
    assertThat(sum(state)).isEqualTo(state.sequence() * (state.sequence() + 1) / 2);
  }

  @Test
  void aLostJournalIsNoReasonToTryAgain() throws Exception {
    add();
    snapshotAndRemoveWhatItMakesNeedless();
    add();
    add();
    Files.delete(directory.journalDirectory().resolve("00000000000000000002.journal"));
    assertThatThrownBy(() -> StateCopy.backup(directory, WarmUpServer::new, file))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("record");
    assertThat(file).doesNotExist();
  }

  @Test
  void aPrimaryThatWritesAsFastAsItIsReadDoesNotKeepItForEver() {
    add();
    StateCopy.Written written =
        StateCopy.backup(
            directory,
            () ->
                new MutableServer() {
                  @Override
                  public void digest(
                      int operation, WireInput in, UpdateContext context, WireOutput out) {
                    super.digest(operation, in, context, out);
                    assertThat(last).isLessThan(1_000);
                    add();
                  }
                },
            file);
    assertThat(written.sequence()).isBetween(1L, 2L);
  }

  @Test
  void aStateThatCannotBeLoadedIsNoBackup() {
    add();
    assertThatThrownBy(
            () ->
                StateCopy.backup(
                    directory,
                    () ->
                        new MutableServer() {
                          @Override
                          public void load(WireInput in) {
                            throw new IllegalStateException("deliberate");
                          }
                        },
                    file))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("cannot be loaded (java.lang.IllegalStateException: deliberate)");
    assertThat(root.toFile().list()).containsExactly("run");
  }

  @Test
  void aServerObjectThatCannotBeMadeIsToldForWhatItIs() {
    add();
    StateCopy.backup(directory, WarmUpServer::new, file);
    assertThatThrownBy(
            () ->
                StateCopy.read(
                    file,
                    () -> {
                      throw new IllegalStateException("deliberate");
                    }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith(
            "the server object cannot be made, as its constructor or an initialiser throws"
                + " java.lang.IllegalStateException: deliberate at ");
    assertThatThrownBy(
            () ->
                StateCopy.read(
                    file,
                    () -> {
                      throw new NoClassDefFoundError("com/x/Seat");
                    }))
        .isInstanceOf(StartRefusedException.class)
        .hasMessage(
            "the server object cannot be made: the class com.x.Seat is missing: the class path"
                + " lacks it; add the jar that holds it");
  }

  @Test
  void aStateThatIsNotSavedAsItWasLoadedIsNoBackup() {
    add();
    assertThatThrownBy(
            () -> StateCopy.backup(directory, () -> new Restless().withMoreToLoad(), file))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("does not come back as it was")
        .hasMessageContaining("bytes, and");
    assertThat(root.toFile().list()).containsExactly("run");
  }

  /** Saves more once it was loaded. */
  private static final class Restless extends MutableServer {
    private boolean loaded;

    @Override
    public void load(WireInput in) {
      super.load(in);
      loaded = true;
    }

    @Override
    public void save(WireOutput out) {
      super.save(out);
      out.writeLong(1);
      if (loaded) {
        out.writeLong(1);
      }
    }
  }

  @Test
  void whereNothingBeganThereIsNothingToBackUp() {
    RunDirectory empty = RunDirectory.of(root.resolve("empty"));
    empty.create();
    assertThatThrownBy(() -> StateCopy.backup(empty, WarmUpServer::new, file))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("there is no state in the directory " + empty);
    assertThat(file).doesNotExist();
  }
}
