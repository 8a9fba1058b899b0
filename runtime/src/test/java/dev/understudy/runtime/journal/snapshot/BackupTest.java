package dev.understudy.runtime.journal.snapshot;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.Records;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  private static final String CONTRACT = "update book() -> void\nquery left() -> int \u20ac";
  private static final int CONTRACT_BYTES = CONTRACT.getBytes(StandardCharsets.UTF_8).length + 16;

  @TempDir Path root;
  private Path file;
  private RunDirectory directory;

  @BeforeEach
  void name() {
    file = root.resolve("stage.backup");
    directory = RunDirectory.of(root.resolve("run"));
  }

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    write(17, 3);
    try (Backup backup = Backup.read(file, IDENTITY)) {
      assertThat(backup.sequence()).isEqualTo(17);
      assertThat(backup.epoch()).isEqualTo(3);
      assertThat(backup.sizeBytes()).isEqualTo(Files.size(file));
      WireOutput state = WireOutput.forSnapshot();
      save(state, 17);
      assertThat(backup.stateBytes()).isEqualTo(state.size());
      assertState(backup.state(), 17);
      assertState(backup.state(), 17); // Once to verify it, once to use it.
    }
    assertThat(root.toFile().list()).containsExactly("stage.backup");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutItsNameNothingIsLeft() {
    try (BackupDraft draft = draft(17, 3);
        Backup backup = draft.read()) {
      assertState(backup.state(), 17);
      assertThat(file).doesNotExist();
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void anyBitThatFlipsIsDamageAndTheFileIsNamed() throws IOException {
    write(17, 3);
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, flipped);
      assertDamaged("bit " + bit);
    }
  }

  @Test
  void cutAnywhereItIsDamageAndTheFileIsNamed() throws IOException {
    write(17, 3);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      if (length != whole.length - CONTRACT_BYTES) { // Else the state is whole: see below.
        Files.write(file, Arrays.copyOf(whole, length));
        assertDamaged("cut to " + length);
      }
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertDamaged("one byte more");
  }

  @Test
  void theContractOfTheBuildThatMadeItIsInIt() throws IOException {
    write(17, 3);
    JournalIdentity another = new JournalIdentity(IDENTITY.service(), 1);
    assertThat(contractToldTo(another)).isEqualTo(CONTRACT);
  }

  /** As an older build made it. */
  @Test
  void withoutAContractTheStateIsReadAndLessIsSaid() throws IOException {
    write(17, 3);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - CONTRACT_BYTES));
    try (Backup backup = Backup.read(file, IDENTITY)) {
      assertState(backup.state(), 17);
    }
    assertThat(contractToldTo(new JournalIdentity(IDENTITY.service(), 1))).isNull();
  }

  private String contractToldTo(JournalIdentity identity) {
    ForeignJournalException refusal =
        catchThrowableOfType(ForeignJournalException.class, () -> Backup.read(file, identity));
    assertThat(refusal.otherContract()).isEqualTo(IDENTITY);
    return refusal.contract();
  }

  @Test
  void anotherClassContractOrFormatIsRefused() throws IOException {
    write(17, 3);
    assertRefused(
        new JournalIdentity("theatre.Cloakroom", IDENTITY.fingerprint()),
        "is a backup of the class theatre.BoxOffice, not of theatre.Cloakroom");
    assertRefused(new JournalIdentity(IDENTITY.service(), 1), "another contract");
    FileHeader header = new FileHeader(IDENTITY, 17, 3, 0, 0);
    Files.write(
        file, header.toByteArray(FileHeader.SNAPSHOT_MAGIC, FileHeader.SNAPSHOT_VERSION + 1));
    assertRefused(IDENTITY, "format 5");
  }

  @Test
  void whatIsNoFileIsAClearMessage() {
    for (Path nothing : List.of(root.resolve("none"), root)) {
      assertThatThrownBy(() -> Backup.read(nothing, IDENTITY))
          .isInstanceOf(JournalFailedException.class)
          .hasMessageContaining(nothing.toString())
          .hasMessageContaining("that 'backup' wrote");
    }
  }

  @Test
  void nothingIsEverReplaced() throws IOException {
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> write(17, 3))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining(file + " exists already");
    Files.delete(file);
    try (BackupDraft draft = draft(17, 3)) {
      Files.writeString(file, "mine"); // By somebody who was faster.
      assertThatThrownBy(draft::publish)
          .isInstanceOf(JournalFailedException.class)
          .hasMessageContaining(file + " exists already");
    }
    assertThat(file).hasContent("mine");
    assertThat(root.toFile().list()).containsExactly("stage.backup");
  }

  @Test
  void aFolderThatIsNotThereIsAClearMessage() {
    file = root.resolve("none").resolve("stage.backup");
    assertThatThrownBy(() -> write(17, 3))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("there is no folder " + file.getParent());
  }

  @Test
  void aNameThatIsTooLongIsAClearMessage() {
    file = root.resolve("n".repeat(300));
    assertThatThrownBy(() -> write(17, 3))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("cannot be written (File name too long)");
  }

  @Test
  void aDirectoryGoesOnFromIt() throws IOException {
    write(17, 3);
    directory.create();
    restore();
    try (SnapshotFile snapshot = Snapshots.newest(directory, IDENTITY).orElseThrow()) {
      assertThat(snapshot.sequence()).isEqualTo(17);
      assertThat(snapshot.epoch()).isEqualTo(3);
      assertState(snapshot.body(), 17);
      byte[] backup = Files.readAllBytes(file);
      assertThat(Files.readAllBytes(snapshot.file()))
          .isEqualTo(Arrays.copyOf(backup, backup.length - CONTRACT_BYTES));
    }
    try (JournalReader reader = Records.reader(directory, 17)) {
      assertThat(Records.readAll(reader)).isEmpty();
      assertThat(reader.torn()).isFalse();
      JournalPosition end = reader.position();
      assertThat(end.lastSequence()).isEqualTo(17);
      assertThat(end.lastEpoch()).isEqualTo(3);
      Journal journal = Journal.open(directory, IDENTITY, end, JournalOptions.defaults());
      Records.appendEpoch(journal, 17, 4);
      Records.appendSingly(journal, 18, 20, 4, 10);
      journal.close();
    }
    assertThat(Records.segments(directory)).hasSize(1);
    try (JournalReader reader = Records.reader(directory, 17)) {
      assertThat(Records.sequences(Records.readAll(reader))).containsExactly(17L, 18L, 19L, 20L);
    }
  }

  @Test
  void halfARestoreIsNotTakenForAnother() throws IOException {
    write(17, 3);
    directory.create();
    restore();
    Path segment = Records.segments(directory).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.delete(segment); // As a journal that was lost.
    assertThatThrownBy(() -> Records.reader(directory, 17))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(segment.toString());
    Files.write(segment, bytes);
    Files.delete(directory.snapshotDirectory().resolve("00000000000000000017.snapshot"));
    assertThatThrownBy(() -> Records.reader(directory, 0))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("records 1 to 17 are missing");
  }

  @Test
  void aDirectoryWithAStateIsRefusedAndStaysAsItIs() throws IOException {
    write(17, 3);
    directory.create();
    restore();
    List<Path> segments = Records.segments(directory);
    assertRefusedDirectory();
    Files.delete(directory.snapshotDirectory().resolve("00000000000000000017.snapshot"));
    assertRefusedDirectory();
    assertThat(Records.segments(directory)).isEqualTo(segments);
    Files.delete(segments.get(0));
    Files.createFile(directory.snapshotDirectory().resolve("00000000000000000001.snapshot"));
    assertRefusedDirectory();
    assertThat(Records.segments(directory)).isEmpty();
  }

  @Test
  void aRestoreThatFailsLeavesNoState() throws IOException {
    write(17, 3);
    directory.create();
    Files.delete(directory.snapshotDirectory());
    Files.createFile(directory.snapshotDirectory());
    assertThatThrownBy(this::restore).isInstanceOf(JournalFailedException.class);
    assertThat(Records.segments(directory)).isEmpty();
  }

  @Test
  void aBackupThatChangesAfterItWasReadIsNotRestored() throws IOException {
    write(17, 3);
    directory.create();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1 - CONTRACT_BYTES]++; // The last one of the state.
    try (Backup backup = Backup.read(file, IDENTITY)) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> backup.restore(directory))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("has changed");
    }
    assertThat(Records.segments(directory)).isEmpty();
    assertThat(directory.snapshotDirectory()).isEmptyDirectory();
  }

  private void restore() {
    try (Backup backup = Backup.read(file, IDENTITY)) {
      backup.restore(directory);
    }
  }

  private void assertRefusedDirectory() {
    assertThatThrownBy(this::restore)
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("the directory " + directory + " holds a state already");
  }

  private void write(long sequence, long epoch) {
    try (BackupDraft draft = draft(sequence, epoch)) {
      draft.publish();
    }
  }

  private BackupDraft draft(long sequence, long epoch) {
    return BackupDraft.write(
        file, IDENTITY, sequence, epoch, CONTRACT, state -> save(state, sequence));
  }

  private static void save(WireOutput state, long sequence) {
    state.writeLong(sequence * 31);
    state.writeString("state after " + sequence);
  }

  private static void assertState(WireInput state, long sequence) {
    assertThat(state.readLong()).isEqualTo(sequence * 31);
    assertThat(state.readString()).isEqualTo("state after " + sequence);
    assertThat(state.hasMore()).isFalse();
  }

  private void assertDamaged(String how) {
    assertThatThrownBy(() -> Backup.read(file, IDENTITY))
        .as(how)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageMatching(".* at offset \\d+ .*");
  }

  private void assertRefused(JournalIdentity identity, String text) {
    assertThatThrownBy(() -> Backup.read(file, identity))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(text);
  }
}
