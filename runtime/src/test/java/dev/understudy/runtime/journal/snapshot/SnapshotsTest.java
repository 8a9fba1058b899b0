package dev.understudy.runtime.journal.snapshot;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = RunDirectory.of(root);
  }

  @Test
  void withoutASnapshotThereIsNone() {
    assertThat(Snapshots.newest(directory, IDENTITY)).isEmpty();
    assertThat(Snapshots.removeOlderThan(directory, 10, 1)).isZero();
    assertThat(directory.snapshotDirectory()).doesNotExist();
  }

  @Test
  void theNewestIsReadAsItWasWritten() {
    write(5, 1);
    write(17, 3);
    try (SnapshotFile newest = newest()) {
      assertThat(newest.file()).isEqualTo(file(17));
      assertThat(newest.sequence()).isEqualTo(17);
      assertThat(newest.epoch()).isEqualTo(3);
      assertBody(newest, 17);
    }
  }

  @Test
  void aLargeStateIsReadAsItWasWritten() {
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    Snapshots.write(directory, IDENTITY, 1, 1, state -> state.writeBytes(large));
    try (SnapshotFile newest = newest()) {
      WireInput read = newest.body();
      assertThat(read.readBytes()).isEqualTo(large);
      assertThat(read.hasMore()).isFalse();
    }
  }

  @Test
  void anyBitThatFlipsIsDamageAndTheFileIsNamed() throws IOException {
    write(5, 1);
    write(17, 3);
    byte[] whole = Files.readAllBytes(file(17));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file(17), flipped);
      assertDamaged("bit " + bit);
    }
  }

  @Test
  void cutAnywhereItIsDamageAndTheFileIsNamed() throws IOException {
    write(5, 1);
    write(17, 3);
    byte[] whole = Files.readAllBytes(file(17));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(17), Arrays.copyOf(whole, length));
      assertDamaged("cut to " + length);
    }
    Files.write(file(17), Arrays.copyOf(whole, whole.length + 1));
    assertDamaged("one byte more");
  }

  @Test
  void anotherClassContractOrFormatIsRefused() throws IOException {
    write(17, 3);
    assertRefused(new JournalIdentity("theatre.Cloakroom", IDENTITY.fingerprint()), "the class");
    assertRefused(new JournalIdentity(IDENTITY.service(), 1), "another contract");
    FileHeader header = new FileHeader(IDENTITY, 17, 3, 0, 0);
    Files.write(
        file(17), header.toByteArray(FileHeader.SNAPSHOT_MAGIC, FileHeader.SNAPSHOT_VERSION + 1));
    assertRefused(IDENTITY, "format 5");
  }

  @Test
  void theNewestFewAreKept() {
    for (long sequence = 1; sequence <= 6; sequence++) {
      write(sequence, 1);
    }
    assertThat(Snapshots.removeOlderThan(directory, 2, 1)).isEqualTo(2);
    assertThat(Snapshots.removeOlderThan(directory, 6, 3)).isEqualTo(4);
    assertThat(file(3)).doesNotExist();
    assertThat(file(4)).exists();
    assertThat(Snapshots.removeOlderThan(directory, 100, 1)).isEqualTo(6);
    assertSequence(6);
  }

  @Test
  void whatTheDeadLeftUnfinishedIsRemovedAndOnlyThat() throws IOException {
    Files.createDirectories(directory.snapshotDirectory());
    Path dead = file(3).resolveSibling(file(3).getFileName() + "." + Integer.MAX_VALUE + ".new");
    long living = ProcessHandle.current().parent().orElseThrow().pid();
    Path unfinished = file(3).resolveSibling(file(3).getFileName() + "." + living + ".new");
    Files.createFile(dead);
    Files.createFile(unfinished);
    assertThat(Snapshots.newest(directory, IDENTITY)).isEmpty();
    write(4, 1);
    assertThat(dead).doesNotExist();
    assertThat(unfinished).exists();
    assertSequence(4);
  }

  @Test
  void whatCannotBeWrittenIsAClearMessageAndLeavesNothing() throws IOException {
    Files.createDirectories(root);
    Files.createFile(directory.snapshotDirectory());
    assertThatThrownBy(() -> write(4, 1))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining(file(4).toString());
  }

  @Test
  void aFileIsReadThatWasWrittenWhenItWasOneArray() throws IOException {
    WireOutput body = WireOutput.forSnapshot();
    save(body, 17);
    int checksum = FileHeader.checksum(body.array(), 0, body.size());
    FileHeader header = new FileHeader(IDENTITY, 17, 3, body.size(), checksum);
    WireOutput whole = WireOutput.forCall();
    byte[] begin = header.toByteArray(FileHeader.SNAPSHOT_MAGIC, 1);
    whole.writeRaw(begin, 0, begin.length);
    whole.writeRaw(body.array(), 0, body.size());
    Files.createDirectories(directory.snapshotDirectory());
    Files.write(file(17), whole.toByteArray());
    try (SnapshotFile newest = newest()) {
      assertBody(newest, 17);
    }
  }

  @Test
  void aSaveThatFailsLeavesNothing() throws IOException {
    write(4, 1);
    assertThatThrownBy(
            () ->
                Snapshots.write(
                    directory,
                    IDENTITY,
                    5,
                    1,
                    state -> {
                      state.writeBytes(new byte[1 << 20]);
                      throw new IllegalStateException("deliberate");
                    }))
        .hasMessage("deliberate");
    assertThat(directory.snapshotDirectory().toFile().list())
        .containsExactly(file(4).getFileName().toString());
  }

  @Test
  void oneThatIsRemovedMeanwhileIsStillRead() throws IOException {
    write(17, 3);
    try (SnapshotFile newest = newest()) {
      Files.delete(file(17));
      assertBody(newest, 17);
    }
  }

  @Test
  void oneThatIsCutMeanwhileIsToldWithFileAndOffset() throws IOException {
    Snapshots.write(directory, IDENTITY, 17, 3, state -> state.writeBytes(new byte[1 << 20]));
    try (SnapshotFile newest = newest()) {
      Files.write(file(17), Arrays.copyOf(Files.readAllBytes(file(17)), 1_000));
      assertThatThrownBy(() -> newest.body().readBytes())
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("the end at offset 1000 of " + file(17));
    }
  }

  private SnapshotFile newest() {
    return Snapshots.newest(directory, IDENTITY).orElseThrow();
  }

  private void assertSequence(long sequence) {
    try (SnapshotFile newest = newest()) {
      assertThat(newest.sequence()).isEqualTo(sequence);
    }
  }

  private void write(long sequence, long epoch) {
    Snapshots.write(directory, IDENTITY, sequence, epoch, state -> save(state, sequence));
  }

  private static void save(WireOutput state, long sequence) {
    state.writeLong(sequence * 31);
    state.writeString("state after " + sequence);
  }

  private static void assertBody(SnapshotFile snapshot, long sequence) {
    WireInput body = snapshot.body();
    assertThat(body.readLong()).isEqualTo(sequence * 31);
    assertThat(body.readString()).isEqualTo("state after " + sequence);
    assertThat(body.hasMore()).isFalse();
  }

  private void assertDamaged(String how) {
    assertThatThrownBy(() -> Snapshots.newest(directory, IDENTITY))
        .as(how)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(file(17).toString())
        .hasMessageMatching(".* at offset \\d+ .*");
  }

  private void assertRefused(JournalIdentity identity, String text) {
    assertThatThrownBy(() -> Snapshots.newest(directory, identity))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining(file(17).toString())
        .hasMessageContaining(text);
  }

  private Path file(long sequence) {
    return directory
        .snapshotDirectory()
        .resolve(SegmentFiles.name(sequence, SegmentFiles.SNAPSHOT_SUFFIX));
  }
}
