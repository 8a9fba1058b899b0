package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal of two segments. The first byte says which checksums are right; the next two how many
 * bytes the first segment has; then come both. What is read, a journal goes on behind, and then it
 * is read again.
 */
final class JournalTarget implements FuzzTarget {

  private static final JournalIdentity IDENTITY = new JournalIdentity("theatre.Stage", 7);
  private static final JournalOptions OPTIONS = new JournalOptions(4_096, false);
  // "UDSTJRNL".
  private static final long MAGIC = 0x554453544a524e4cL;
  private static final int HEAD_BYTES = 3;
  private static final long SECOND = 4;

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public List<byte[]> seeds() {
    byte[] batch = Records.batch();
    byte[] first = concat(header(1, 0), upTo(batch, SECOND - 1));
    byte[] second =
        concat(
            header(SECOND, 1),
            Arrays.copyOfRange(batch, first.length - headerBytes(), batch.length));
    byte[] torn = Arrays.copyOf(second, second.length - 10);
    return List.of(
        seed(concat(header(1, 0), batch), new byte[0]),
        seed(first, second),
        seed(first, torn),
        seed(first, concat(second, new byte[100])),
        seed(first, new byte[0]),
        seed(Arrays.copyOf(header(1, 0), 20), new byte[0]));
  }

  private static byte[] header(long first, long epoch) {
    return new FileHeader(IDENTITY, first, epoch, 0, 0).toByteArray(MAGIC);
  }

  private static int headerBytes() {
    return header(1, 0).length;
  }

  /** The records of the batch up to a sequence. */
  private static byte[] upTo(byte[] batch, long sequence) {
    LogRecord record = new LogRecord();
    int at = 0;
    int size = record.parse(batch, at, batch.length);
    while (size > 0 && record.sequence() <= sequence) {
      at += size;
      size = record.parse(batch, at, batch.length - at);
    }
    return Arrays.copyOf(batch, at);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static byte[] seed(byte[] first, byte[] second) {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).put((byte) 0).putShort((short) first.length);
    return concat(head.array(), concat(first, second));
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    if (input.length < HEAD_BYTES) {
      return false;
    }
    RunDirectory directory = Playground.emptied();
    int length = Short.toUnsignedInt(ByteBuffer.wrap(input).getShort(1));
    int cut = Math.min(HEAD_BYTES + length, input.length);
    write(directory, 1, Arrays.copyOfRange(input, HEAD_BYTES, cut), input[0]);
    byte[] second = Arrays.copyOfRange(input, cut, input.length);
    if (second.length > 0) {
      write(directory, SECOND, second, input[0] >> 2);
    }
    List<String> records = new ArrayList<>();
    try {
      JournalPosition end = readAll(directory, records);
      append(directory, end);
    } catch (JournalException e) {
      return Refusal.by(e);
    }
    List<String> again = new ArrayList<>();
    readAll(directory, again);
    Same.require(records, again.subList(0, Math.max(0, again.size() - 1)));
    return true;
  }

  private static void write(RunDirectory directory, long first, byte[] segment, int wrong)
      throws IOException {
    int headerBytes = (wrong & 1) == 0 ? Checksums.ofHeader(segment) : 0;
    if ((wrong & 2) == 0 && headerBytes > 0) {
      Checksums.ofRecords(segment, headerBytes);
    }
    Path file =
        directory.journalDirectory().resolve(SegmentFiles.name(first, SegmentFiles.JOURNAL_SUFFIX));
    Files.write(file, segment);
  }

  private static JournalPosition readAll(RunDirectory directory, List<String> records) {
    LogRecord record = new LogRecord();
    try (JournalReader reader = JournalReader.open(directory, IDENTITY, 0)) {
      while (reader.next(record)) {
        records.add(Records.told(record));
      }
      if (reader.torn() && reader.tornDescription().indexOf('\n') >= 0) {
        throw new AssertionError(reader.tornDescription());
      }
      return reader.position();
    }
  }

  private static void append(RunDirectory directory, JournalPosition end) {
    WireOutput out = WireOutput.forCall();
    long sequence = end.lastSequence() + 1;
    new LogRecordWriter()
        .begin(LogRecord.Kind.CONFIRM, sequence, end.lastEpoch())
        .at(1, 2)
        .write(out);
    try (Journal journal = Journal.open(directory, IDENTITY, end, OPTIONS)) {
      journal.append(out.array(), 0, out.size(), sequence, sequence);
    }
  }
}
