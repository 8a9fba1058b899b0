package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static dev.understudy.runtime.journal.Records.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOnAFaultyDiskTest {

  private static final int ARGUMENT_BYTES = 1000;
  private static final int RECORD_BYTES = LogRecord.HEADER_BYTES + ARGUMENT_BYTES;

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = RunDirectory.of(root);
  }

  @Test
  void aFullDiskIsMetBeforeAnAppendAndNothingIsLost() {
    FaultyDisk disk = new FaultyDisk(1 << 20);
    try (Journal journal = open(disk, 64 << 20)) {
      long sequence = 0;
      while (journal.reserve(RECORD_BYTES)) {
        sequence++;
        appendSingly(journal, sequence, sequence, 1, ARGUMENT_BYTES);
      }
      assertThat(sequence).isBetween(900L, (1L << 20) / RECORD_BYTES);
      assertThat(journal.reserve(RECORD_BYTES)).isFalse();
      assertThat(readAll(reader(directory, 0))).hasSize((int) sequence);

      disk.addRoom(10L * RECORD_BYTES);
      assertThat(journal.reserve(RECORD_BYTES)).isTrue();
      appendSingly(journal, sequence + 1, sequence + 5, 1, ARGUMENT_BYTES);
      assertThat(readAll(reader(directory, 0))).hasSize((int) sequence + 5);
    }
  }

  @Test
  void aFullDiskIsMetBeforeTheNextSegmentIsBegun() throws IOException {
    FaultyDisk disk = new FaultyDisk(25_000);
    try (Journal journal = open(disk, 10_000)) {
      long sequence = 0;
      while (journal.reserve(RECORD_BYTES)) {
        sequence++;
        appendSingly(journal, sequence, sequence, 1, ARGUMENT_BYTES);
      }
      assertThat(segments(directory)).hasSize(2);
      assertThat(readAll(reader(directory, 0))).hasSize((int) sequence);
      disk.addRoom(100_000);
      appendSingly(journal, sequence + 1, sequence + 20, 1, ARGUMENT_BYTES);
      assertThat(readAll(reader(directory, 0))).hasSize((int) sequence + 20);
    }
    assertThat(segments(directory)).allMatch(file -> file.toString().endsWith(".journal"));
  }

  @Test
  void whereFilesAreLimitedSegmentsAreSmaller() throws IOException {
    FaultyDisk disk = new FaultyDisk(10 << 20);
    disk.limitFiles(300_000);
    try (Journal journal = open(disk, 64 << 20)) {
      for (long sequence = 1; sequence <= 1_000; sequence++) {
        assertThat(journal.reserve(RECORD_BYTES)).as("update %d", sequence).isTrue();
        appendSingly(journal, sequence, sequence, 1, ARGUMENT_BYTES);
      }
      assertThat(segments(directory)).hasSize(4);
      assertThat(readAll(reader(directory, 0))).hasSize(1_000);
    }
  }

  @Test
  void whatIsLargerThanAnyFileMayBeIsMetAsOnAFullDisk() {
    FaultyDisk disk = new FaultyDisk(10 << 20);
    disk.limitFiles(300_000);
    try (Journal journal = open(disk, 64 << 20)) {
      appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
      assertThat(journal.reserve(400_000)).isFalse();
      assertThat(journal.reserve(400_000)).isFalse();
      assertThat(journal.reserve(RECORD_BYTES)).isTrue();
      appendSingly(journal, 4, 5, 1, ARGUMENT_BYTES);
      assertThat(readAll(reader(directory, 0))).hasSize(5);
    }
  }

  @Test
  void anAppendThatNobodyReservedForFailsOnAFullDisk() {
    FaultyDisk disk = new FaultyDisk(300_000);
    Journal journal = open(disk, 64 << 20);
    assertThatThrownBy(() -> appendSingly(journal, 1, 1000, 1, ARGUMENT_BYTES))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("the disk is full");
    assertFailedForGood(journal, disk);
  }

  @Test
  void aTakeoverOnAFullDiskHasTheRoomThatWasTaken() {
    FaultyDisk disk = new FaultyDisk(1 << 20);
    Journal dead = open(disk, 64 << 20);
    appendSingly(dead, 1, 10, 1, ARGUMENT_BYTES);
    FaultyDisk full = new FaultyDisk(0);
    try (JournalReader reader = reader(directory, 0)) {
      readAll(reader);
      Journal successor =
          Journal.open(directory, IDENTITY, reader.position(), JournalOptions.defaults(), full);
      appendSingly(successor, 11, 20, 2, ARGUMENT_BYTES);
      assertThat(readAll(reader)).hasSize(10);
    }
  }

  @Test
  void aFailedWriteIsNeverRetried() {
    FaultyDisk disk = new FaultyDisk(1 << 20);
    Journal journal = open(disk, 64 << 20);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    disk.failWrites();
    assertThatThrownBy(() -> appendSingly(journal, 4, 4, 1, ARGUMENT_BYTES))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining("Input/output error");
    assertFailedForGood(journal, disk);
  }

  @Test
  void aDiskThatFailsIsNotTakenForAFullOne() {
    FaultyDisk disk = new FaultyDisk(1 << 20);
    Journal journal = open(disk, 64 << 20);
    disk.failWrites();
    assertThatThrownBy(() -> journal.reserve(1 << 20)).isInstanceOf(JournalFailedException.class);
    assertFailedForGood(journal, disk);
  }

  @Test
  void aFailedSyncIsNeverRetried() {
    FaultyDisk disk = new FaultyDisk(1 << 20);
    Journal journal = open(disk, 64 << 20);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    disk.failSyncs();
    assertThatThrownBy(journal::force)
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("cannot be synced");
    assertFailedForGood(journal, disk);
  }

  private void assertFailedForGood(Journal journal, FaultyDisk disk) {
    int writes = disk.writes();
    assertThatThrownBy(() -> journal.reserve(1)).isInstanceOf(JournalFailedException.class);
    assertThatThrownBy(() -> appendSingly(journal, 4, 4, 1, 1))
        .isInstanceOf(JournalFailedException.class);
    assertThatThrownBy(journal::force).isInstanceOf(JournalFailedException.class);
    journal.close();
    assertThat(disk.writes()).isEqualTo(writes);
  }

  private Journal open(FaultyDisk disk, long segmentBytes) {
    return Journal.open(
        directory,
        IDENTITY,
        JournalPosition.start(),
        new JournalOptions(segmentBytes, false),
        disk);
  }
}
