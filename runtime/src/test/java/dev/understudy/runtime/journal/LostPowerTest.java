package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static dev.understudy.runtime.journal.Records.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.simulation.disk.DiskUser;
import dev.understudy.runtime.simulation.disk.SimulatedDisk;
import dev.understudy.runtime.simulation.disk.SimulatedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the simulator has found on its disk: after a loss of power that took what was not synced, a
 * pair starts, whatever of it is gone, and goes on.
 */
class LostPowerTest {

  private static final int ARGUMENT_BYTES = 100;
  private static final JournalOptions UNSYNCED = new JournalOptions(1_000, false);
  private static final JournalOptions SYNCED = new JournalOptions(1_000, true);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final RunDirectory directory =
      RunDirectory.of(new SimulatedFileSystem(disk, DiskUser.OBSERVER).getPath("/pair"));

  @BeforeEach
  void makeFolders() throws IOException {
    assumeFalse(SyncMark.currentBoot().isEmpty());
    Files.createDirectories(directory.root());
    Files.createDirectories(directory.journalDirectory());
    Files.createDirectories(directory.snapshotDirectory());
  }

  private Journal openAfter(long sequence, JournalOptions options) {
    try (JournalReader reader = reader(directory, sequence)) {
      readAll(reader);
      return Journal.open(directory, IDENTITY, reader.position(), options);
    }
  }

  private void losePower(boolean keepsWhatIsWritten) throws IOException {
    disk.losePower(() -> keepsWhatIsWritten, bound -> keepsWhatIsWritten ? bound - 1 : 0);
    SimulatedReboot.of(directory);
  }

  private Path segment(long first) {
    return SegmentFiles.segment(directory, first);
  }

  private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  @Test
  void aJournalOfWhichNothingWasSyncedBeginsAnew() throws IOException {
    appendSingly(openAfter(0, UNSYNCED), 1, 3, 1, ARGUMENT_BYTES);
    losePower(false);
    try (Journal journal = openAfter(0, UNSYNCED)) {
      appendSingly(journal, 1, 2, 1, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 0)))).containsExactly(1L, 2L);
  }

  @Test
  void whatWasSyncedIsThere() throws IOException {
    Journal journal = openAfter(0, SYNCED);
    appendSingly(journal, 1, 9, 1, ARGUMENT_BYTES);
    journal.force();
    losePower(false);
    assertThat(sequences(readAll(reader(directory, 0)))).hasSize(9);
    assertThat(Journal.mayHaveLostUpdates(directory)).isFalse();
  }

  @Test
  void theJournalGoesOnBehindTheSnapshotWhereASegmentHasNotEvenAHeader() throws IOException {
    Journal journal = openAfter(0, UNSYNCED);
    appendSingly(journal, 1, 12, 1, ARGUMENT_BYTES);
    long last = journal.segmentFirst();
    assertThat(last).isGreaterThan(1);
    losePower(true);
    overwrite(segment(last), 0, new byte[(int) Files.size(segment(last))]);
    try (JournalReader reader = reader(directory, 12)) {
      assertThat(readAll(reader)).isEmpty();
      assertThat(reader.position().lastSequence()).isEqualTo(12);
    }
    try (Journal next = openAfter(12, UNSYNCED)) {
      appendSingly(next, 13, 13, 2, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 12)))).containsExactly(13L);
  }

  @Test
  void aSegmentThatIsBegunBehindASnapshotIsOnTheDiskBeforeItCountsAsSynced() throws IOException {
    appendSingly(openAfter(0, UNSYNCED), 1, 5, 1, ARGUMENT_BYTES);
    losePower(false);
    appendSingly(openAfter(12, UNSYNCED), 13, 13, 2, ARGUMENT_BYTES);
    losePower(false);
    try (Journal journal = openAfter(12, UNSYNCED)) {
      appendSingly(journal, 13, 14, 3, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 12)))).containsExactly(13L, 14L);
  }

  @Test
  void aTornEndThatAnotherSegmentFollowsIsCutSoThatNobodyCallsItDamageLater() throws IOException {
    Journal journal = openAfter(0, UNSYNCED);
    appendSingly(journal, 1, 12, 1, ARGUMENT_BYTES);
    losePower(true);
    long end = Files.size(segment(1));
    overwrite(segment(1), end, new byte[] {1, 2, 3}); // A cut that has not reached the disk.
    openAfter(0, UNSYNCED).close();
    assertThat(Files.size(segment(1))).isEqualTo(end);
    assertThat(sequences(readAll(reader(directory, 0)))).hasSize(12);
  }

  @Test
  void updatesMayBeLostOnlyAfterAnotherStartOfTheComputerWithoutSyncs() throws IOException {
    assertThat(Journal.mayHaveLostUpdates(directory)).isFalse();
    appendSingly(openAfter(0, UNSYNCED), 1, 5, 1, ARGUMENT_BYTES);
    assertThat(Journal.mayHaveLostUpdates(directory)).isFalse();
    losePower(true);
    assertThat(Journal.mayHaveLostUpdates(directory)).isTrue();
    openAfter(0, UNSYNCED).close();
    assertThat(Journal.mayHaveLostUpdates(directory)).isFalse();
  }

  @Test
  void namesAreLostInTheOrderInWhichTheyWereGiven() throws IOException {
    appendSingly(openAfter(0, UNSYNCED), 1, 30, 1, ARGUMENT_BYTES);
    disk.losePower(() -> true, bound -> bound / 2);
    SimulatedReboot.of(directory);
    List<Long> left = sequences(readAll(reader(directory, 0)));
    assertThat(left).isNotEmpty().hasSizeLessThan(30);
    openAfter(0, UNSYNCED).close();
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(left);
  }

  @Test
  void whatTheSnapshotHoldsNeedNotBeWholeInTheJournalAgainAndAgain() throws IOException {
    appendSingly(openAfter(0, UNSYNCED), 1, 3, 1, ARGUMENT_BYTES);
    losePower(true);
    overwrite(segment(1), Files.size(segment(1)) / 2, new byte[] {1, 2, 3}); // Torn there.
    Journal behind = openAfter(12, UNSYNCED);
    long synced = behind.segmentOffset();
    appendSingly(behind, 13, 13, 2, ARGUMENT_BYTES);
    losePower(true);
    assertThat(synced).isPositive();
    overwrite(segment(13), 0, new byte[(int) Files.size(segment(13))]); // Nor has that a header.
    try (Journal journal = openAfter(12, UNSYNCED)) {
      appendSingly(journal, 13, 14, 3, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 12)))).containsExactly(13L, 14L);
  }

  @Test
  void aMarkThatCouldNotBeSyncedIsNotBelieved() throws IOException {
    disk.failForceAfter(1); // That of the segment.
    assertThatThrownBy(() -> openAfter(0, UNSYNCED)).isInstanceOf(JournalFailedException.class);
    openAfter(0, UNSYNCED).close();
    losePower(false);
    assertThat(SyncMark.read(directory)).isPresent();
  }
}
