package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static dev.understudy.runtime.journal.Records.segments;
import static dev.understudy.runtime.journal.Records.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power may leave of a journal, and what a failed sync does. */
class PowerLossTest {

  private static final int ARGUMENT_BYTES = 2_000;
  private static final JournalOptions ALWAYS = new JournalOptions(64 << 20, true);
  private static final JournalOptions NONE = new JournalOptions(64 << 20, false);
  private static final JournalOptions SMALL = new JournalOptions(10_000, false);

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    assumeFalse(SyncMark.currentBoot().isEmpty());
    directory = RunDirectory.of(root);
  }

  private Journal open(JournalOptions options) {
    return open(options, SegmentOutput.FILES);
  }

  private Journal open(JournalOptions options, SegmentOutput.Opener disk) {
    try (JournalReader reader = reader(directory, 0)) {
      readAll(reader);
      return Journal.open(directory, IDENTITY, reader.position(), options, disk);
    }
  }

  /** The computer is started again: what is in the files is what was on the disk. */
  private void startComputer() throws IOException {
    SyncMark mark = SyncMark.read(directory).orElseThrow();
    new SyncMark("another start", mark.always(), mark.segmentFirst(), mark.offset())
        .write(directory, false);
  }

  private static void zero(Path file, long from, long to) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) (to - from)), from);
    }
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Damage of the very last record looks like the begin of one that was being written. */
  @Test
  void damageInFrontOfTheLastSyncIsNoTornTail() throws IOException {
    long before;
    long after;
    try (Journal journal = open(ALWAYS)) {
      appendSingly(journal, 1, 2, 1, ARGUMENT_BYTES);
      journal.force();
      before = SyncMark.read(directory).orElseThrow().offset();
      appendSingly(journal, 3, 3, 1, ARGUMENT_BYTES);
      journal.force();
      after = SyncMark.read(directory).orElseThrow().offset();
    }
    Path file = segments(directory).get(0);
    zero(file, after - 20, after);
    assertThatThrownBy(() -> open(ALWAYS).close())
        .isInstanceOf(JournalDamagedException.class)
        .hasMessage(
            "the journal file "
                + file
                + " is damaged at offset "
                + before
                + " (record 3 is not what was written: it was whole when the journal was last known"
                + " to be on the disk): restore a backup, or start in another directory (--dir)");
  }

  @Test
  void whatAFailedSyncHasLeftInMemoryIsWrittenAgainByTheSuccessor() throws IOException {
    FaultyDisk disk = new FaultyDisk(64 << 20);
    Journal dead = open(ALWAYS, disk);
    appendSingly(dead, 1, 3, 1, ARGUMENT_BYTES);
    dead.force();
    disk.failSyncs();
    appendSingly(dead, 4, 6, 1, ARGUMENT_BYTES);
    assertThatThrownBy(dead::force).isInstanceOf(JournalFailedException.class);
    disk.repair();
    Journal successor = open(ALWAYS, disk);
    appendSingly(successor, 7, 7, 2, ARGUMENT_BYTES);
    successor.force();
    Path segment = segments(directory).get(0);
    int end = (int) successor.segmentOffset();
    byte[] written = Arrays.copyOf(Files.readAllBytes(segment), end);
    assertThat(Arrays.copyOf(disk.platter(segment), end)).isEqualTo(written);
  }

  @Test
  void whatAFailedSyncHasLeftOfAFormerSegmentIsWrittenAgainToo() throws IOException {
    FaultyDisk disk = new FaultyDisk(64 << 20);
    JournalOptions small = new JournalOptions(10_000, true);
    Journal dead = open(small, disk);
    appendSingly(dead, 1, 2, 1, ARGUMENT_BYTES);
    dead.force();
    appendSingly(dead, 3, 4, 1, ARGUMENT_BYTES);
    disk.failSyncs();
    assertThatThrownBy(dead::force).isInstanceOf(JournalFailedException.class);
    disk.repair();
    Journal unsynced = open(SMALL, disk); // It goes on without: the next segment is begun.
    appendSingly(unsynced, 5, 8, 2, ARGUMENT_BYTES);
    unsynced.close();
    Journal successor = open(small, disk);
    appendSingly(successor, 9, 9, 3, ARGUMENT_BYTES);
    successor.force();
    Path first = segments(directory).get(0);
    assertThat(disk.platter(first)).isEqualTo(Files.readAllBytes(first));
  }

  @Test
  void aPageThatIsMissingBehindTheLastSyncIsATornTailOnceTheComputerWasStarted()
      throws IOException {
    Journal journal = open(ALWAYS);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    journal.force();
    long synced = journal.segmentOffset();
    appendSingly(journal, 4, 8, 1, ARGUMENT_BYTES);
    Path segment = segments(directory).get(0);
    zero(segment, synced, 4_096 * 3);
    assertThatThrownBy(() -> open(ALWAYS)).isInstanceOf(JournalDamagedException.class);

    startComputer();
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(sequences(readAll(reader))).isEqualTo(range(1, 3));
      assertThat(reader.tornDescription())
          .contains(" from offset " + synced + " on; whole records up to update 8 stand behind it")
          .contains("are lost with it: the power was lost");
    }
    try (Journal next = open(ALWAYS)) {
      appendSingly(next, 4, 5, 2, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 5));
    assertThat(SyncMark.read(directory).orElseThrow().isOfThisBoot()).isTrue();
  }

  @Test
  void aRecordThatIsBrokenBehindTheLastSyncIsATornTailToo() throws IOException {
    Journal journal = open(ALWAYS);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    journal.force();
    long synced = journal.segmentOffset();
    appendSingly(journal, 4, 8, 1, ARGUMENT_BYTES);
    zero(segments(directory).get(0), synced + 500, synced + 600);
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class);
    startComputer();
    open(ALWAYS).close();
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 3));
  }

  @Test
  void beforeTheLastSyncItIsDamageWheneverTheComputerWasStarted() throws IOException {
    Journal journal = open(ALWAYS);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    long offset = journal.segmentOffset();
    appendSingly(journal, 4, 8, 1, ARGUMENT_BYTES);
    journal.force();
    zero(segments(directory).get(0), offset + 500, offset + 600);
    startComputer();
    assertThatThrownBy(() -> open(ALWAYS))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("is damaged at offset " + offset);
  }

  @Test
  void withoutSyncsAllSinceTheComputerWasStartedMayBeTorn() throws IOException {
    Journal journal = open(NONE);
    appendSingly(journal, 1, 3, 1, ARGUMENT_BYTES);
    long offset = journal.segmentOffset();
    appendSingly(journal, 4, 8, 1, ARGUMENT_BYTES);
    zero(segments(directory).get(0), offset + 500, offset + 600);
    assertThatThrownBy(() -> open(NONE)).isInstanceOf(JournalDamagedException.class);
    startComputer();
    open(NONE).close();
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 3));

    // What was read then was on the disk: it may not be missing the next time.
    startComputer();
    zero(segments(directory).get(0), offset - 3_000, offset - 2_950);
    assertThatThrownBy(() -> open(NONE)).isInstanceOf(JournalDamagedException.class);
  }

  @Test
  void segmentsBehindOneThatIsTornAreLostWithIt() throws IOException {
    try (Journal journal = open(SMALL)) {
      appendSingly(journal, 1, 12, 1, ARGUMENT_BYTES);
    }
    List<Path> files = segments(directory);
    assertThat(files).hasSize(3);
    zero(files.get(1), Files.size(files.get(1)) - 3_000, Files.size(files.get(1)));
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class);
    startComputer();
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(sequences(readAll(reader))).isEqualTo(range(1, 6));
      assertThat(reader.tornDescription())
          .contains(files.get(2).getFileName() + " and what follows it are lost");
    }
    try (Journal next = open(SMALL)) {
      appendSingly(next, 7, 20, 2, ARGUMENT_BYTES);
    }
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 20));
    assertThat(segments(directory)).anyMatch(file -> file.toString().endsWith(".journal.lost"));
  }

  @Test
  void aSegmentThatIsMissingIsLostWithThoseBehindIt() throws IOException {
    try (Journal journal = open(SMALL)) {
      appendSingly(journal, 1, 12, 1, ARGUMENT_BYTES);
    }
    Files.delete(segments(directory).get(1));
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class);
    startComputer();
    open(SMALL).close();
    assertThat(sequences(readAll(reader(directory, 0)))).isEqualTo(range(1, 4));
  }

  @Test
  void aMarkThatIsCutOrDamagedCountsAsNone() throws IOException {
    open(NONE).close();
    byte[] whole = Files.readAllBytes(SyncMark.file(directory));
    assertThat(SyncMark.read(directory)).isPresent();
    for (int length = 0; length < 60; length++) {
      Files.write(SyncMark.file(directory), Arrays.copyOf(whole, length));
      assertThat(SyncMark.read(directory)).as("%d bytes", length).isEmpty();
    }
    for (int bit = 0; bit < 60 * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(SyncMark.file(directory), flipped);
      assertThat(SyncMark.read(directory)).as("bit %d", bit).isEmpty();
    }
  }
}
