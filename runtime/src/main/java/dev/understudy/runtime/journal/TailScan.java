package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What lies beyond the last valid record of a segment, from there to the end of the file. A torn
 * tail is the begin of a record that was being written when its writer died, so no whole record can
 * follow it; where one does, the file is damaged.
 *
 * @param usedBytes up to the last byte that is not zero; 0 if all are zeros
 * @param totalBytes up to the end of the file
 * @param recordAt where in the file a whole record follows; -1 if none does
 * @param lastWhole the number of the last of the whole records that stand there in a row; 0 if none
 */
record TailScan(long usedBytes, long totalBytes, long recordAt, long lastWhole) {

  private static final byte[] ZEROS = new byte[1 << 10];
  private static final int LARGEST_READ = 256 << 10;

  // More than any segment of a sane size; and an array has to hold it.
  private static final long LARGEST_TAIL = 1 << 30;

  /**
   * Scans.
   *
   * @param from where the last valid record ends
   * @param lastSequence the number of that record: what follows it can be told from the bytes of a
   *     user by the numbers that it may have
   */
  static TailScan of(Path file, FileChannel channel, long from, long lastSequence) {
    try {
      long total = Math.max(0, channel.size() - from);
      byte[] tail = new byte[(int) Math.min(total, LARGEST_TAIL)];
      int length = read(channel, from, tail);
      int used = withoutZeros(tail, length);
      int found = findRecord(tail, used, lastSequence);
      return new TailScan(
          used, total, found < 0 ? -1 : from + found, found < 0 ? 0 : lastWhole(tail, found));
    } catch (IOException e) {
      throw new JournalFailedException(
          file + " cannot be read beyond " + from + ": " + FileReason.of(e), e);
    }
  }

  // In steps, since a successor does so before its clients are served, by code that runs rarely.
  private static int withoutZeros(byte[] tail, int length) {
    int used = length;
    while (used >= ZEROS.length
        && Arrays.equals(tail, used - ZEROS.length, used, ZEROS, 0, ZEROS.length)) {
      used -= ZEROS.length;
    }
    while (used > 0 && tail[used - 1] == 0) {
      used--;
    }
    return used;
  }

  private static int read(FileChannel channel, long from, byte[] into) throws IOException {
    int length = 0;
    while (length < into.length) {
      int wanted = Math.min(into.length - length, LARGEST_READ);
      int read = SegmentInput.read(channel, from + length, into, length, wanted);
      if (read <= 0) {
        break;
      }
      length += read;
    }
    return length;
  }

  private static long lastWhole(byte[] tail, int first) {
    LogRecord record = new LogRecord();
    long last = 0;
    int at = first;
    int size = record.parse(tail, at, tail.length - at);
    while (size > 0) {
      last = record.sequence();
      at += size;
      size = record.parse(tail, at, tail.length - at);
    }
    return last;
  }

  private static int findRecord(byte[] tail, int used, long lastSequence) {
    LogRecord record = new LogRecord();
    WireInput in = new WireInput();
    long highest = lastSequence + 1 + used / LogRecord.HEADER_BYTES;
    // A record may end in zeros that stand beyond the last byte that is not one.
    for (int at = 0; at < used; at++) {
      int left = tail.length - at;
      if (left < LogRecord.HEADER_BYTES) {
        return -1;
      }
      if (tail[at] != 0) {
        continue; // A length of more than 16 MiB.
      }
      in.reset(tail, at + LogRecord.PREFIX_BYTES + 1, Long.BYTES);
      long sequence = in.readLong();
      if (sequence >= lastSequence && sequence <= highest && record.parse(tail, at, left) > 0) {
        return at;
      }
    }
    return -1;
  }
}
