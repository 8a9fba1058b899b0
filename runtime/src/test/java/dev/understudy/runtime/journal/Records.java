package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records for the tests of the journal, whose arguments follow from their sequence. */
public final class Records {

  public static final JournalIdentity IDENTITY =
      new JournalIdentity("theatre.BoxOffice", 0x1234_5678_9abcL);

  private Records() {}

  /** What a reader gave. */
  public record Seen(LogRecord.Kind kind, long sequence, long epoch, int argumentBytes) {}

  public static void update(WireOutput out, long sequence, long epoch, int argumentBytes) {
    byte[] arguments = new byte[argumentBytes];
    new Random(sequence).nextBytes(arguments);
    new LogRecordWriter()
        .begin(LogRecord.Kind.UPDATE, sequence, epoch)
        .at(1, 2)
        .of(3, 4, 5)
        .calls(6)
        .write(out, arguments, 0, argumentBytes);
  }

  public static void epoch(WireOutput out, long lastSequence, long epoch) {
    new LogRecordWriter().begin(LogRecord.Kind.EPOCH, lastSequence, epoch).write(out);
  }

  /** Appends updates one by one. */
  public static void appendSingly(
      Journal journal, long first, long last, long epoch, int argumentBytes) {
    WireOutput out = WireOutput.forCall();
    for (long sequence = first; sequence <= last; sequence++) {
      out.clear();
      update(out, sequence, epoch, argumentBytes);
      journal.append(out.array(), 0, out.size(), sequence, sequence);
    }
  }

  public static void appendEpoch(Journal journal, long lastSequence, long epoch) {
    WireOutput out = WireOutput.forCall();
    epoch(out, lastSequence, epoch);
    journal.append(out.array(), 0, out.size(), lastSequence + 1, lastSequence);
  }

  /** Reads to the end, and checks the arguments of every update. */
  public static List<Seen> readAll(JournalReader reader) {
    List<Seen> seen = new ArrayList<>();
    LogRecord record = new LogRecord();
    while (reader.next(record)) {
      seen.add(see(record));
    }
    return seen;
  }

  public static Seen see(LogRecord record) {
    WireInput in = new WireInput();
    record.arguments(in);
    int length = in.remaining();
    if (record.kind() == LogRecord.Kind.UPDATE) {
      byte[] expected = new byte[length];
      new Random(record.sequence()).nextBytes(expected);
      for (byte one : expected) {
        if (in.readByte() != one) {
          throw new AssertionError("record " + record.sequence() + " has other arguments");
        }
      }
    }
    return new Seen(record.kind(), record.sequence(), record.epoch(), length);
  }

  public static List<Long> sequences(List<Seen> seen) {
    return seen.stream().map(Seen::sequence).toList();
  }

  public static JournalReader reader(RunDirectory directory, long afterSequence) {
    return JournalReader.open(directory, IDENTITY, afterSequence);
  }

  /** Opens the journal where it ends. */
  public static Journal journal(RunDirectory directory, long segmentBytes) {
    try (JournalReader reader = reader(directory, 0)) {
      readAll(reader);
      return Journal.open(
          directory, IDENTITY, reader.position(), new JournalOptions(segmentBytes, false));
    }
  }

  public static List<Path> segments(RunDirectory directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.journalDirectory())) {
      entries.forEach(files::add);
    }
    files.sort(null);
    return files;
  }
}
