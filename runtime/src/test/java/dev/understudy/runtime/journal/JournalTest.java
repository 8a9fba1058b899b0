package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendEpoch;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.journal;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static dev.understudy.runtime.journal.Records.segments;
import static dev.understudy.runtime.journal.Records.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final long ROOMY = 64 << 20;

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = RunDirectory.of(root);
  }

  @Test
  void anEmptyDirectoryIsAnEmptyJournal() {
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(reader.next(new LogRecord())).isFalse();
      assertThat(reader.torn()).isFalse();
      assertThat(reader.position()).isEqualTo(JournalPosition.start());
    }
    assertThat(directory.journalDirectory()).doesNotExist();
  }

  @Test
  void whatWasAppendedIsReadInOrderFromAnySequence() {
    try (Journal journal = journal(directory, ROOMY)) {
      appendEpoch(journal, 0, 1);
      appendSingly(journal, 1, 10, 1, 40);
      for (long after = 0; after <= 10; after++) {
        try (JournalReader reader = reader(directory, after)) {
          List<Records.Seen> updates =
              readAll(reader).stream()
                  .filter(seen -> seen.kind() == LogRecord.Kind.UPDATE)
                  .toList();
          assertThat(sequences(updates)).isEqualTo(range(after + 1, 10));
          assertThat(reader.position().lastSequence()).isEqualTo(10);
          assertThat(reader.position().lastEpoch()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void whetherAnotherHasWrittenMeanwhileIsSeen() {
    try (Journal journal = journal(directory, ROOMY)) {
      appendEpoch(journal, 0, 1);
      appendSingly(journal, 1, 3, 1, 40);
      assertThat(JournalEnd.isStill(journal, directory, IDENTITY)).isTrue();
      JournalOptions options = new JournalOptions(ROOMY, false);
      Journal other = Journal.open(directory, IDENTITY, journal.position(), options);
      assertThat(JournalEnd.isStill(journal, directory, IDENTITY)).isTrue();
      appendEpoch(other, 3, 2);
      assertThat(JournalEnd.isStill(journal, directory, IDENTITY)).isFalse();
    }
  }

  @Test
  void aFullSegmentIsFollowedByOneNamedAfterTheNextSequence() throws IOException {
    try (Journal journal = journal(directory, 500)) {
      appendSingly(journal, 1, 10, 1, 64);
    }
    assertThat(segments(directory))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "00000000000000000001.journal",
            "00000000000000000004.journal",
            "00000000000000000007.journal",
            "00000000000000000010.journal");
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 10));
    assertThat(sequences(readAll(reader(directory, 5)))).isEqualTo(range(6, 10));
  }

  @Test
  void aBatchLargerThanASegmentIsWrittenWhole() {
    WireOutput out = WireOutput.forCall();
    for (long sequence = 1; sequence <= 3; sequence++) {
      Records.update(out, sequence, 1, 3 << 20);
    }
    try (Journal journal = journal(directory, 500)) {
      journal.append(out.array(), 0, out.size(), 1, 3);
      appendSingly(journal, 4, 5, 1, 10);
    }
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 5));
  }

  @Test
  void aSegmentWithoutUpdatesIsNotFollowedByOneOfTheSameName() throws IOException {
    try (Journal journal = journal(directory, 200)) {
      for (long epoch = 1; epoch <= 20; epoch++) {
        appendEpoch(journal, 0, epoch);
      }
      appendSingly(journal, 1, 2, 20, 10);
    }
    List<Records.Seen> seen = readAll(reader(directory, 0));
    assertThat(seen).hasSize(22);
    assertThat(seen.get(19).epoch()).isEqualTo(20);
    assertThat(segments(directory)).hasSize(2);
  }

  @Test
  void theEpochIsKnownFromASegmentThatHoldsNoRecordOfItsBegin() throws IOException {
    try (Journal journal = journal(directory, 300)) {
      appendEpoch(journal, 0, 7);
      appendSingly(journal, 1, 4, 7, 100);
      assertThat(journal.reserve(200)).isTrue(); // Begins a segment, and nothing comes.
      SegmentFiles.removeBefore(directory, 4, journal.segmentFirst());
    }
    assertThat(segments(directory)).containsExactly(SegmentFiles.segment(directory, 5));
    try (JournalReader reader = reader(directory, 4)) {
      assertThat(reader.next(new LogRecord())).isFalse();
      assertThat(reader.position().lastEpoch()).isEqualTo(7);
    }
  }

  @Test
  void anOrderlyCloseGivesBackTheRoom() throws IOException {
    Journal journal = journal(directory, ROOMY);
    appendSingly(journal, 1, 1, 1, 100);
    Path file = segments(directory).get(0);
    assertThat(Files.size(file)).isGreaterThan(SegmentOutput.CHUNK_BYTES);
    journal.close();
    try (JournalReader reader = reader(directory, 0)) {
      readAll(reader);
      assertThat(Files.size(file)).isEqualTo(reader.position().offset());
    }
  }

  @Test
  void anotherProcessGoesOnWhereTheFirstDied() {
    Journal dead = journal(directory, ROOMY);
    appendEpoch(dead, 0, 1);
    appendSingly(dead, 1, 3, 1, 30);
    try (Journal successor = journal(directory, ROOMY)) {
      appendEpoch(successor, 3, 2);
      appendSingly(successor, 4, 6, 2, 30);
    }
    List<Records.Seen> seen = readAll(reader(directory, 0));
    assertThat(seen)
        .extracting(Records.Seen::epoch)
        .containsExactly(1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L);
  }

  @Test
  void segmentsBeforeASnapshotAreRemovedAndTheCurrentOneNever() throws IOException {
    try (Journal journal = journal(directory, 500)) {
      appendSingly(journal, 1, 10, 1, 64);
      SegmentFiles.removeBefore(directory, 5, journal.segmentFirst());
      assertThat(segments(directory)).hasSize(3);
      SegmentFiles.removeBefore(directory, 6, journal.segmentFirst());
      assertThat(segments(directory)).hasSize(2);
      SegmentFiles.removeBefore(directory, 10, journal.segmentFirst());
      assertThat(segments(directory)).hasSize(1);
      appendSingly(journal, 11, 12, 1, 64);
    }
    assertThat(sequences(readAll(reader(directory, 9)))).isEqualTo(range(10, 12));
    assertThatThrownBy(() -> reader(directory, 8))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("records 9 to 9 are missing")
        .hasMessageContaining("journal");
  }

  @Test
  void aJournalThatEndsBeforeItsSnapshotGoesOnBehindIt() {
    try (Journal journal = journal(directory, ROOMY)) {
      appendSingly(journal, 1, 5, 3, 64);
    }
    try (JournalReader reader = reader(directory, 8)) {
      assertThat(reader.next(new LogRecord())).isFalse();
      assertThat(reader.position()).isEqualTo(new JournalPosition(null, 0, 8, 3));
      Journal journal =
          Journal.open(directory, IDENTITY, reader.position(), JournalOptions.defaults());
      appendSingly(journal, 9, 10, 4, 64);
      assertThat(sequences(readAll(reader))).isEqualTo(range(9, 10));
      journal.close();
    }
    assertThat(sequences(readAll(reader(directory, 8)))).isEqualTo(range(9, 10));
  }

  @Test
  void recordsOutOfOrderAreNotWritten() {
    try (Journal journal = journal(directory, ROOMY)) {
      appendSingly(journal, 1, 2, 1, 10);
      assertThatThrownBy(() -> appendSingly(journal, 4, 4, 1, 10))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("records 4 to 4 after 2");
      assertThatThrownBy(() -> journal.append(new byte[100], 0, 100, 3, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no whole record");
      appendSingly(journal, 3, 3, 1, 10);
    }
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 3));
  }

  @Test
  void everythingSyncedIsReadAlike() {
    try (Journal journal =
        Journal.open(directory, IDENTITY, JournalPosition.start(), new JournalOptions(500, true))) {
      appendSingly(journal, 1, 10, 1, 64);
      journal.force();
    }
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 10));
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
