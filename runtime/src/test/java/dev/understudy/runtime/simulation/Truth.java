package dev.understudy.runtime.simulation;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.wire.LogRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * All records that were ever whole in the journal, those of removed segments too, without those
 * that were lost with the power: what processes and clients are compared with.
 */
final class Truth {

  private record Kept(long sequence, long epoch, byte[] bytes) {}

  private final List<Kept> records = new ArrayList<>();

  /** Reads what was written since it was last read. */
  void readOn(RunDirectory directory, JournalIdentity identity) {
    LogRecord record = new LogRecord();
    try (JournalReader reader = JournalReader.open(directory, identity, lastSequence())) {
      while (reader.next(record)) {
        boolean isNew =
            record.kind() == LogRecord.Kind.EPOCH
                ? record.epoch() > lastEpoch()
                : record.kind() != LogRecord.Kind.OUTCOME && record.sequence() > lastSequence();
        if (isNew) {
          byte[] bytes =
              Arrays.copyOfRange(record.array(), record.offset(), record.offset() + record.size());
          records.add(new Kept(record.sequence(), record.epoch(), bytes));
        }
      }
    }
  }

  private long lastSequence() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).sequence;
  }

  private long lastEpoch() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).epoch;
  }

  /** Forgets what was lost. */
  void cutAfter(long sequence, long epoch) {
    if (lastSequence() < sequence) {
      throw new AssertionError(
          "update "
              + sequence
              + " came back, and "
              + lastSequence()
              + " was the last ever written");
    }
    records.removeIf(kept -> kept.sequence > sequence || kept.epoch > epoch);
  }

  void forEach(Consumer<LogRecord> taker) {
    LogRecord record = new LogRecord();
    for (Kept kept : records) {
      record.viewValid(kept.bytes, 0, kept.bytes.length);
      taker.accept(record);
    }
  }
}
