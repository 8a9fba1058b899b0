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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** The journal, with batches, segments, cuts and damage at random. */
class JournalPropertyTest {

  private Path root;
  private RunDirectory directory;

  @BeforeTry
  void createDirectory() throws IOException {
    root = Files.createTempDirectory("journal");
    directory = RunDirectory.of(root);
  }

  @AfterTry
  void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(JournalPropertyTest::delete);
    }
  }

  @Property(tries = 200)
  void everyBatchIsReadWhateverTheSegments(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 30) Integer> batches,
      @ForAll @IntRange(min = 100, max = 20_000) int segmentBytes,
      @ForAll @IntRange(min = 0, max = 5) int reopenEvery,
      @ForAll long seed) {
    List<Records.Seen> written = write(batches, segmentBytes, reopenEvery, new Random(seed));
    List<Records.Seen> seen;
    try (JournalReader reader = reader(directory, 0)) {
      seen = readAll(reader);
      assertThat(reader.torn()).isFalse();
    }
    assertThat(seen).isEqualTo(written);
    long last = written.get(written.size() - 1).sequence();
    long after = last / 2;
    assertThat(updates(readAll(reader(directory, after)))).isEqualTo(range(after + 1, last));
  }

  @Property(tries = 200)
  void cutAnywhereEveryWholeRecordIsReadAndTheRestIsTorn(
      @ForAll @IntRange(min = 1, max = 20) int records,
      @ForAll @IntRange(min = 0, max = 200) int argumentBytes,
      @ForAll @IntRange(min = 0, max = 1_000_000) int cut,
      @ForAll boolean zerosFollow,
      @ForAll @IntRange(min = 60, max = 100_000) int segmentBytes)
      throws IOException {
    try (Journal journal = journal(directory, segmentBytes)) {
      appendSingly(journal, 1, records, 1, argumentBytes);
    }
    Path file = lastSegment();
    byte[] whole = Files.readAllBytes(file);
    long first = Long.parseLong(file.getFileName().toString().substring(0, 20));
    int recordBytes = LogRecord.HEADER_BYTES + argumentBytes;
    int headerBytes = whole.length - (int) (records - first + 1) * recordBytes;
    int length = headerBytes + cut % (whole.length - headerBytes);
    byte[] left = new byte[zerosFollow ? whole.length + 1000 : length];
    System.arraycopy(whole, 0, left, 0, length);
    Files.write(file, left);

    int wholeRecords = (length - headerBytes) / recordBytes;
    long last = first - 1 + wholeRecords;
    int tornAt = headerBytes + wholeRecords * recordBytes;
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(sequences(readAll(reader))).isEqualTo(range(1, last));
      assertThat(reader.torn()).isEqualTo(hasContent(whole, tornAt, length));
      if (reader.torn()) {
        assertThat(reader.tornDescription()).contains(file.toString(), "offset " + tornAt);
      }
      assertThat(reader.position())
          .isEqualTo(new JournalPosition(file, tornAt, last, last == 0 ? 0 : 1));
      Journal successor =
          Journal.open(
              directory, IDENTITY, reader.position(), new JournalOptions(segmentBytes, false));
      appendEpoch(successor, last, 2);
      assertThat(sequences(readAll(reader))).containsExactly(last);
      assertThat(reader.torn()).isFalse();
      appendSingly(successor, last + 1, last + 3, 2, argumentBytes / 2);
      assertThat(sequences(readAll(reader))).isEqualTo(range(last + 1, last + 3));
      successor.close();
    }
    try (JournalReader reader = reader(directory, 0)) {
      assertThat(updates(readAll(reader))).isEqualTo(range(1, last + 3));
      assertThat(reader.torn()).isFalse();
    }
  }

  @Property(tries = 500)
  void anyBitThatFlipsBeforeTheLastRecordIsDamageWithFileAndOffset(
      @ForAll @IntRange(min = 2, max = 12) int records,
      @ForAll @IntRange(min = 0, max = 100) int argumentBytes,
      @ForAll @IntRange(min = 0, max = 10_000_000) int flip,
      @ForAll boolean closed,
      @ForAll @IntRange(min = 60, max = 3_000) int segmentBytes)
      throws IOException {
    Journal journal = journal(directory, segmentBytes);
    appendSingly(journal, 1, records, 1, argumentBytes);
    if (closed) {
      journal.close();
    }
    List<Path> files = segments(directory);
    Path file = files.get(flip % files.size());
    boolean isLast = file.equals(lastSegment());
    byte[] bytes = Files.readAllBytes(file);
    int used = bytes.length;
    if (isLast) {
      used = (int) end().offset() - (LogRecord.HEADER_BYTES + argumentBytes);
    }
    int bit = flip / files.size() % (used * 8);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    Files.write(file, bytes);

    assertThatThrownBy(() -> readAll(reader(directory, 0)))
        .as("bit %s of %s", bit, file)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageMatching(".* at offset \\d+ .*");
  }

  @Property(tries = 100)
  void zerosInPlaceOfARecordAreNotTakenForTheEnd(
      @ForAll @IntRange(min = 2, max = 12) int records,
      @ForAll @IntRange(min = 0, max = 100) int lost,
      @ForAll @IntRange(min = 0, max = 100) int argumentBytes)
      throws IOException {
    try (Journal journal = journal(directory, 1 << 20)) {
      appendSingly(journal, 1, records, 1, argumentBytes);
    }
    Path file = lastSegment();
    int recordBytes = LogRecord.HEADER_BYTES + argumentBytes;
    byte[] bytes = Files.readAllBytes(file);
    int from = bytes.length - records * recordBytes + lost % (records - 1) * recordBytes;
    java.util.Arrays.fill(bytes, from, from + recordBytes, (byte) 0);
    Files.write(file, bytes);
    // While somebody may be writing, zeros are the end. Whoever is about to write knows better.
    assertThatThrownBy(() -> journal(directory, 1 << 20))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("offset " + from);
  }

  private List<Records.Seen> write(
      List<Integer> batches, int segmentBytes, int reopenEvery, Random random) {
    List<Records.Seen> written = new ArrayList<>();
    WireOutput out = WireOutput.forCall();
    Journal journal = journal(directory, segmentBytes);
    long sequence = 0;
    long epoch = 0;
    for (int i = 0; i < batches.size(); i++) {
      if (reopenEvery > 0 && i % reopenEvery == 0) {
        if (random.nextBoolean()) {
          journal.close(); // Otherwise it is left as by a death.
        }
        journal = journal(directory, segmentBytes);
      }
      out.clear();
      long first = sequence + 1;
      if (random.nextInt(4) == 0 || i == 0) {
        epoch++;
        Records.epoch(out, sequence, epoch);
        written.add(new Records.Seen(LogRecord.Kind.EPOCH, sequence, epoch, 0));
      }
      for (int n = 0; n < batches.get(i); n++) {
        int argumentBytes = random.nextInt(random.nextInt(20) == 0 ? 400_000 : 200);
        sequence++;
        Records.update(out, sequence, epoch, argumentBytes);
        written.add(new Records.Seen(LogRecord.Kind.UPDATE, sequence, epoch, argumentBytes));
      }
      if (random.nextBoolean()) {
        assertThat(journal.reserve(out.size())).isTrue();
      }
      journal.append(out.array(), 0, out.size(), first, sequence);
    }
    return written;
  }

  private JournalPosition end() {
    try (JournalReader reader = reader(directory, 0)) {
      readAll(reader);
      return reader.position();
    }
  }

  private Path lastSegment() throws IOException {
    List<Path> files = segments(directory);
    return files.get(files.size() - 1);
  }

  private static boolean hasContent(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static List<Long> updates(List<Records.Seen> seen) {
    return sequences(seen.stream().filter(s -> s.kind() == LogRecord.Kind.UPDATE).toList());
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
