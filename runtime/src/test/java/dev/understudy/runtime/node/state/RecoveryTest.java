package dev.understudy.runtime.node.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.MutableServer;
import dev.understudy.runtime.node.WarmUpServer;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A snapshot counts once it was read back; one that cannot be loaded all the same costs nothing.
 */
class RecoveryTest {

  private static final JournalIdentity IDENTITY = Recovery.identityOf(WarmUpServer.SERVER_CLASS);

  @TempDir Path root;
  private RunDirectory directory;
  private Journal journal;
  private long last;

  @BeforeEach
  void beginAnEpoch() {
    directory = RunDirectory.of(root.resolve("run"));
    directory.create();
    journal =
        Journal.open(directory, IDENTITY, JournalPosition.start(), new JournalOptions(1, false));
    append(LogRecord.Kind.EPOCH, WireOutput.forCall());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** Journals updates that add their numbers. */
  private void add(int count) {
    for (int i = 0; i < count; i++) {
      last++;
      WireOutput arguments = WireOutput.forCall();
      arguments.writeLong(last);
      append(LogRecord.Kind.UPDATE, arguments);
    }
  }

  private void append(LogRecord.Kind kind, WireOutput arguments) {
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(kind, last, 1)
        .at(last, 0)
        .write(out, arguments.array(), 0, arguments.size());
    journal.append(
        out.array(), 0, out.size(), kind == LogRecord.Kind.EPOCH ? last + 1 : last, last);
  }

  private void snapshot() {
    SnapshotMaking.makeFromJournal(directory, WarmUpServer::new);
  }

  private record Recovered(long sequence, long sum, Recovery.Passed passed) {}

  private Recovered recover(Supplier<MutableServer> maker) {
    RenewableStandby part = new RenewableStandby(maker);
    StateMachine state = new StateMachine(part);
    Recovery.Begin begin = Recovery.begin(directory, state, part);
    Recovery.digestJournal(begin.journal(), state, JournalEnd.now(directory));
    WireOutput out = WireOutput.forSnapshot();
    part.replica().save(out);
    WireInput in = new WireInput();
    in.reset(out.array(), 0, out.size());
    return new Recovered(state.sequence(), in.readLong(), begin.passed());
  }

  private void assertRecovered(Recovered recovered) {
    assertThat(recovered.sequence()).isEqualTo(last);
    assertThat(recovered.sum()).isEqualTo(last * (last + 1) / 2);
  }

  private Path file(long sequence) {
    return directory.snapshotDirectory().resolve("%020d.snapshot".formatted(sequence));
  }

  private void damage(long sequence) throws IOException {
    byte[] bytes = Files.readAllBytes(file(sequence));
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(sequence), bytes);
  }

  @Test
  void aDamagedSnapshotIsPassedOverForTheOneBefore() throws IOException {
    add(2);
    snapshot();
    add(2);
    snapshot();
    add(1);
    SegmentFiles.removeBefore(directory, 2, journal.segmentFirst());
    damage(4);
    Recovered recovered = recover(MutableServer::new);
    assertRecovered(recovered);
    assertThat(recovered.passed().sequences()).containsExactly(4L);
    assertThat(recovered.passed().problem())
        .startsWith(
            "The snapshot at update 4 could not be loaded, and the one at update 2 and the journal"
                + " since are taken in its place: the snapshot "
                + file(4)
                + " is damaged at offset ");
  }

  /** Whatever the class throws, an Error of its own too. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLoadThatFailsByHalfLeavesNothingOfItself(boolean withError) {
    add(2);
    snapshot();
    add(2);
    snapshot();
    add(1);
    int[] loads = {0};
    Recovered recovered =
        recover(
            () ->
                new MutableServer() {
                  @Override
                  public void load(WireInput in) {
                    super.load(in);
                    loads[0]++;
                    if (loads[0] == 1 && withError) {
                      throw new ServiceConfigurationError("too many seats: 17");
                    } else if (loads[0] == 1) {
                      throw new IllegalArgumentException("too many seats: 17");
                    }
                  }
                });
    assertRecovered(recovered);
    assertThat(recovered.passed().problem())
        .endsWith(
            "its state cannot be loaded (%s: too many seats: 17)."
                .formatted(
                    withError
                        ? "java.util.ServiceConfigurationError"
                        : "java.lang.IllegalArgumentException"));
  }

  @Test
  void withoutAnOlderOneTheJournalIsReadFromItsBegin() throws IOException {
    add(3);
    snapshot();
    add(1);
    damage(3);
    Recovered recovered = recover(MutableServer::new);
    assertRecovered(recovered);
    assertThat(recovered.passed().problem())
        .startsWith(
            "The snapshot at update 3 could not be loaded, and the journal from its begin is taken"
                + " in its place: ");
  }

  @Test
  void whereNothingIsLeftBothReasonsAreTold() throws IOException {
    add(3);
    snapshot();
    add(1);
    SegmentFiles.removeBefore(directory, 3, journal.segmentFirst());
    damage(3);
    assertThatThrownBy(() -> recover(MutableServer::new))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("The snapshot at update 3 could not be loaded")
        .hasMessageContaining("But the journal file ")
        .hasMessageContaining("records 1 to 3 are missing");
  }

  @Test
  void aSnapshotOfAnotherContractIsRefusedAndNotPassedOver() {
    add(3);
    JournalIdentity other = new JournalIdentity(IDENTITY.service(), 1);
    Snapshots.write(directory, other, 3, 1, out -> out.writeLong(6));
    assertThatThrownBy(() -> recover(MutableServer::new)).hasMessageContaining("another contract");
  }

  @Test
  void whatDoesNotComeBackAsItWasDoesNotCount() {
    add(2);
    snapshot();
    add(2);
    assertThatThrownBy(() -> SnapshotMaking.makeFromJournal(directory, Forgetful::new))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("a snapshot of update 4 does not count (it differs from byte ");
    assertThat(directory.snapshotDirectory().toFile().list())
        .containsExactly(file(2).getFileName().toString());
    assertRecovered(recover(MutableServer::new));
  }

  /** Forgets to restore what was saved. */
  private static final class Forgetful extends MutableServer {
    private long kept = 7;

    @Override
    public void save(WireOutput out) {
      super.save(out);
      out.writeLong(kept);
    }

    @Override
    public void load(WireInput in) {
      super.load(in);
      if (in.hasMore()) {
        in.readLong();
        kept = 0;
      }
    }
  }

  @Test
  void theSameBytesInAnotherOrderAreTheSameState() {
    add(2);
    boolean[] loaded = {false};
    SnapshotMaking.makeFromJournal(
        directory,
        () ->
            new MutableServer() {
              @Override
              public void save(WireOutput out) {
                super.save(out);
                out.writeInt(loaded[0] ? 0x0201 : 0x0102);
              }

              @Override
              public void load(WireInput in) {
                super.load(in);
                in.readInt();
                loaded[0] = true;
              }
            });
    assertThat(file(2)).exists();
  }

  @Test
  void oneThatCannotBeLoadedLosesItsNameOnceANewerOneCounts() throws IOException {
    add(2);
    snapshot();
    add(2);
    snapshot();
    damage(4);
    add(2);
    snapshot();
    assertThat(directory.snapshotDirectory().toFile().list())
        .containsExactlyInAnyOrder(
            file(2).getFileName().toString(),
            file(4).getFileName() + ".unloadable",
            file(6).getFileName().toString());
    assertThat(recover(MutableServer::new).passed()).isEqualTo(Recovery.Passed.NONE);
  }

  @Test
  void oneThatIsMadeAnewUnderItsNameKeepsIt() throws IOException {
    add(2);
    snapshot();
    add(2);
    snapshot();
    damage(4);
    snapshot();
    assertThat(directory.snapshotDirectory().toFile().list())
        .containsExactlyInAnyOrder(
            file(2).getFileName().toString(), file(4).getFileName().toString());
    assertThat(recover(MutableServer::new).passed()).isEqualTo(Recovery.Passed.NONE);
  }

  @Test
  void theJournalStaysWhileThereIsOneSnapshotAlone() {
    add(2);
    snapshot();
    assertThat(Snapshots.removeOlderThan(directory, Long.MAX_VALUE, 2)).isZero();
    add(2);
    snapshot();
    assertThat(Snapshots.removeOlderThan(directory, Long.MAX_VALUE, 2)).isEqualTo(2);
  }
}
