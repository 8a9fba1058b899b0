package dev.understudy.runtime.journal;

import static dev.understudy.runtime.journal.Records.IDENTITY;
import static dev.understudy.runtime.journal.Records.appendSingly;
import static dev.understudy.runtime.journal.Records.readAll;
import static dev.understudy.runtime.journal.Records.reader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperCheckTest {

  @TempDir Path root;
  private RunDirectory directory;
  private Journal journal;
  private TamperCheck files;

  @BeforeEach
  void write() {
    directory = RunDirectory.of(root);
    files = new TamperCheck(directory);
    journal =
        Journal.open(
            directory, IDENTITY, JournalPosition.start(), new JournalOptions(5_000, false));
    assertThat(look()).isNull();
    appendSingly(journal, 1, 10, 1, 1_000);
    assertThat(segments()).hasSize(3);
    assertThat(look()).isNull();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private String look() {
    return files.look(
        journal.segmentFirst(), journal.segmentOffset(), Snapshots.oldestOfSeveral(directory));
  }

  private List<Path> segments() {
    try {
      return Records.segments(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  @Test
  void whatIsWrittenAndWhatSnapshotsMakeNeedlessIsNoProblem() {
    for (int i = 11; i <= 60; i++) {
      appendSingly(journal, i, i, 1, 1_000);
      assertThat(look()).isNull();
    }
    Snapshots.write(directory, IDENTITY, 30, 1, out -> out.writeLong(1));
    Snapshots.write(directory, IDENTITY, 50, 1, out -> out.writeLong(1));
    int before = segments().size();
    SegmentFiles.removeBefore(directory, 30, journal.segmentFirst());
    assertThat(segments()).hasSizeLessThan(before - 5);
    assertThat(look()).isNull();
  }

  @Test
  void theFileThatIsWrittenWasCut() throws IOException {
    Path file = segments().get(2);
    long offset = journal.segmentOffset();
    cut(file, 100);
    assertThat(look())
        .isEqualTo("The journal file " + file + " was cut to 100 bytes, and had " + offset);
  }

  @Test
  void theFileThatIsWrittenWasDeletedOrReplaced() throws IOException {
    Path file = segments().get(2);
    byte[] bytes = Files.readAllBytes(file);
    Files.move(file, root.resolve("away"));
    assertThat(look()).isEqualTo("The journal file " + file + " was deleted");
    Files.write(file, bytes);
    assertThat(look()).isEqualTo("The journal file " + file + " was replaced");
  }

  @Test
  void aFileThatWasWrittenBeforeIsNotWhatItWas() throws IOException {
    Path file = segments().get(1);
    byte[] bytes = Files.readAllBytes(file);
    cut(file, bytes.length - 1);
    assertThat(look())
        .isEqualTo(
            "The journal file %s was cut to %d bytes, and had %d"
                .formatted(file, bytes.length - 1, bytes.length));
    Files.write(file, bytes);
    assertThat(look()).isNull();
    Files.delete(file);
    assertThat(look()).isEqualTo("The journal file " + file + " was deleted");
  }

  @Test
  void theWholeFolderWasDeleted() throws IOException {
    for (Path file : segments()) {
      Files.delete(file);
    }
    Files.delete(directory.journalDirectory());
    assertThat(look()).endsWith(".journal was deleted");
  }

  @Test
  void behindASnapshotTheJournalGoesOnInANewFile() throws IOException {
    for (Path file : segments()) {
      Files.delete(file);
    }
    Files.delete(directory.journalDirectory());
    Snapshots.write(directory, IDENTITY, 10, 1, out -> out.writeLong(1));
    journal.beginAnew();
    journal.close();
    assertThat(segments()).hasSize(1);
    try (JournalReader reader = reader(directory, 10)) {
      assertThat(readAll(reader)).isEmpty();
      assertThat(reader.position().lastSequence()).isEqualTo(10);
      assertThat(reader.position().lastEpoch()).isEqualTo(1);
      journal = Journal.open(directory, IDENTITY, reader.position(), JournalOptions.defaults());
    }
    appendSingly(journal, 11, 12, 2, 10);
    assertThat(readAll(reader(directory, 10))).hasSize(2);
  }
}
