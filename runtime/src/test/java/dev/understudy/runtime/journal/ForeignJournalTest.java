package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.journal;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static dev.understudy.runtime.journal.Records.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not this journal's, or not all that there should be. */
class ForeignJournalTest {

  private static final long SMALL = 500;

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = RunDirectory.of(root);
  }

  @Test
  void anotherClassIsRefusedBeforeARecordIsRead() throws IOException {
    write(10);
    JournalIdentity other = new JournalIdentity("theatre.Cloakroom", IDENTITY.fingerprint());
    assertThatThrownBy(() -> JournalReader.open(directory, other, 0))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining(segments(directory).get(0).toString())
        .hasMessageContaining("belongs to the class theatre.BoxOffice, not to theatre.Cloakroom");
  }

  @Test
  void anotherContractIsRefusedBeforeARecordIsRead() throws IOException {
    write(10);
    JournalIdentity other = new JournalIdentity(IDENTITY.service(), 1);
    assertThatThrownBy(() -> JournalReader.open(directory, other, 0))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining(segments(directory).get(0).toString())
        .hasMessageContaining("another contract of theatre.BoxOffice");
  }

  @Test
  void aNewerFormatIsRefusedAndNotTakenForDamage() throws IOException {
    Files.createDirectories(directory.journalDirectory());
    Path file = SegmentFiles.segment(directory, 1);
    FileHeader header = new FileHeader(IDENTITY, 1, 0, 0, 0);
    Files.write(file, header.toByteArray(FileHeader.SEGMENT_MAGIC, FileHeader.VERSION + 1));
    assertThatThrownBy(() -> reader(directory, 0))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("format 3")
        .hasMessageContaining("reads format 2");
  }

  @Test
  void theFirstFormatIsRead() throws IOException {
    write(10);
    Path file = SegmentFiles.segment(directory, 1);
    byte[] bytes = Files.readAllBytes(file);
    FileHeader header = new FileHeader(IDENTITY, 1, 0, 0, 0);
    byte[] first = header.toByteArray(FileHeader.SEGMENT_MAGIC, 1);
    System.arraycopy(first, 0, bytes, 0, first.length);
    Files.write(file, bytes);
    assertThat(readAll(reader(directory, 0))).hasSize(10);
  }

  @Test
  void aMissingSegmentInTheMiddleIsNotPassedOver() throws IOException {
    write(10);
    Files.delete(SegmentFiles.segment(directory, 4));
    Path before = SegmentFiles.segment(directory, 1);
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(before.toString())
        .hasMessageContaining("offset " + Files.size(before))
        .hasMessageContaining("records 4 to 6 are missing");
    assertThatThrownBy(() -> readAll(reader(directory, 5)))
        .isInstanceOf(JournalDamagedException.class);
    assertThat(readAll(reader(directory, 6))).hasSize(4);
  }

  @Test
  void aMissingFirstSegmentIsNotPassedOver() throws IOException {
    write(10);
    Files.delete(SegmentFiles.segment(directory, 1));
    assertThatThrownBy(() -> reader(directory, 0))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("records 1 to 3 are missing");
  }

  @Test
  void aSnapshotWithoutAnyJournalIsNotEnough() {
    assertThatThrownBy(() -> reader(directory, 7))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("after record 7 nothing follows");
  }

  @Test
  void aSegmentUnderAnotherNameIsDamage() throws IOException {
    write(10);
    Path file = SegmentFiles.segment(directory, 10);
    Path renamed = SegmentFiles.segment(directory, 8);
    Files.move(file, renamed);
    assertThatThrownBy(() -> readAll(reader(directory, 7)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(renamed.toString())
        .hasMessageContaining("unlike its name");
  }

  @Test
  void segmentsThatAreRemovedUnderAReaderAreNotPassedOver() throws IOException {
    write(3);
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(readAll(reader)).hasSize(3);
      try (Journal journal = journal(directory, SMALL)) {
        appendSingly(journal, 4, 10, 1, 64);
      }
      Files.delete(SegmentFiles.segment(directory, 1));
      Files.delete(SegmentFiles.segment(directory, 4));
      assertThatThrownBy(() -> reader.next(new LogRecord()))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageContaining("records 4 to 6 are missing");
    }
  }

  @Test
  void bytesThatNobodyWroteBehindAFinishedSegmentAreDamage() throws IOException {
    write(10);
    Path first = SegmentFiles.segment(directory, 1);
    long end = Files.size(first);
    for (String more : new String[] {"x", "\0\0\0\0".repeat(100) + "x"}) {
      Files.writeString(first, more, StandardOpenOption.APPEND);
      assertThatThrownBy(() -> readAll(reader(directory, 0)))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageContaining(first.toString())
          .hasMessageContaining("offset " + end);
      try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
    Files.writeString(first, "\0".repeat(1000), StandardOpenOption.APPEND);
    assertThat(readAll(reader(directory, 0))).hasSize(10);
  }

  @Test
  void aLengthThatHasBecomeZeroIsNotTheEnd() throws IOException {
    int argumentBytes = 64 - (LogRecord.HEADER_BYTES - LogRecord.PREFIX_BYTES);
    try (Journal journal = journal(directory, 1 << 20)) {
      appendSingly(journal, 1, 5, 1, argumentBytes);
    }
    Path file = SegmentFiles.segment(directory, 1);
    byte[] bytes = Files.readAllBytes(file);
    int third = bytes.length - 3 * (LogRecord.HEADER_BYTES + argumentBytes);
    assertThat(bytes[third + 3]).isEqualTo((byte) 64);
    bytes[third + 3] = 0;
    Files.write(file, bytes);
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("offset " + third);
  }

  @Test
  void aRecordOfAnEarlierEpochIsDamage() {
    try (Journal journal = journal(directory, 1 << 20)) {
      appendSingly(journal, 1, 1, 5, 10);
      appendSingly(journal, 2, 2, 4, 10);
    }
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("epoch 4");
  }

  @Test
  void aSequenceThatIsLeftOutIsDamage() {
    WireOutput out = WireOutput.forCall();
    Records.update(out, 1, 1, 10);
    Records.update(out, 3, 1, 10);
    try (Journal journal = journal(directory, 1 << 20)) {
      journal.append(out.array(), 0, out.size(), 1, 2);
    }
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("record 2 is due, and 3 stands");
  }

  @Test
  void aLastSegmentOfWhichNothingWasWrittenIsTornAndBegunAgain() throws IOException {
    write(9);
    Path file = SegmentFiles.segment(directory, 10);
    for (byte[] nothing : new byte[][] {new byte[0], new byte[5], new byte[4096]}) {
      Files.write(file, nothing);
      try (JournalReader reader = reader(directory, 0)) {
        assertThat(readAll(reader)).hasSize(9);
        assertThat(reader.torn()).isTrue();
        assertThat(reader.tornDescription()).contains(file.toString());
        assertThat(reader.position()).isEqualTo(new JournalPosition(file, 0, 9, 1));
        Journal.open(directory, IDENTITY, reader.position(), JournalOptions.defaults()).close();
        assertThat(readAll(reader)).isEmpty();
        assertThat(reader.torn()).isFalse();
      }
    }
    try (Journal journal = journal(directory, SMALL)) {
      appendSingly(journal, 10, 12, 1, 64);
    }
    assertThat(readAll(reader(directory, 0))).hasSize(12);
  }

  @Test
  void aFileThatIsNoSegmentIsNotTakenForATornOne() throws IOException {
    write(9);
    Path file = SegmentFiles.segment(directory, 10);
    for (String text : new String[] {"x", "Dear diary,", "Dear diary,\n".repeat(1000), "UDSTx"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> readAll(reader(directory, 0)))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageContaining(file + " is damaged at offset 0");
    }
  }

  @Test
  void aHeaderOfWhichOnlyAPartWasWrittenIsTorn() throws IOException {
    write(9);
    Path first = SegmentFiles.segment(directory, 1);
    Path file = SegmentFiles.segment(directory, 10);
    byte[] header = Arrays.copyOf(Files.readAllBytes(first), 60);
    for (int written : new int[] {1, 7, 8, 9, 30}) {
      byte[] torn = Arrays.copyOf(header, written);
      for (byte[] bytes : new byte[][] {torn, Arrays.copyOf(torn, 4096)}) {
        Files.write(file, bytes);
        try (JournalReader reader = reader(directory, 0)) {
          assertThat(readAll(reader)).hasSize(9);
          assertThat(reader.torn()).isTrue();
        }
      }
    }
  }

  @Test
  void aSegmentThatBeginsWithinAnotherIsDamage() throws IOException {
    write(9);
    Path first = SegmentFiles.segment(directory, 1);
    Files.copy(first, SegmentFiles.segment(directory, 9));
    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(SegmentFiles.segment(directory, 9).getFileName() + " follows")
        .hasMessageContaining("record 9 is here already");
  }

  private void write(int records) {
    try (Journal journal = journal(directory, SMALL)) {
      appendSingly(journal, 1, records, 1, 64);
    }
  }
}
