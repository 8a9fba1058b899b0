package dev.understudy.runtime.journal;

import dev.understudy.runtime.wire.LogRecord;

/** In which order records stand in a journal. Without state. */
final class RecordOrder {

  private RecordOrder() {}

  /**
   * Sees to it that a record may follow another one.
   *
   * @param record stands where the segment is read
   * @param lastSequence the number of the last update before it
   * @param lastEpoch the highest epoch before it
   * @return the number of the last update up to and with it
   * @throws JournalDamagedException if it may not
   */
  static long requireNext(
      SegmentReader segment, LogRecord record, long lastSequence, long lastEpoch) {
    long expected = hasOwnSequence(record) ? lastSequence + 1 : lastSequence;
    if (record.sequence() != expected) {
      throw segment.damaged(
          segment.offset(), "record " + expected + " is due, and " + record.sequence() + " stands");
    }
    if (record.epoch() < lastEpoch) {
      throw segment.damaged(
          segment.offset(),
          "record " + expected + " is of epoch " + record.epoch() + ", after " + lastEpoch);
    }
    return expected;
  }

  /**
   * Whether a record belongs to what follows an update: the begin of an epoch right after it does.
   */
  static boolean follows(LogRecord record, long sequence) {
    return record.kind() == LogRecord.Kind.EPOCH
        ? record.sequence() >= sequence
        : record.sequence() > sequence;
  }

  private static boolean hasOwnSequence(LogRecord record) {
    return record.kind() != LogRecord.Kind.EPOCH && record.kind() != LogRecord.Kind.OUTCOME;
  }
}
