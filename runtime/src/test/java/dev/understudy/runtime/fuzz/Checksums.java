package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.wire.LogRecord;
import java.nio.ByteBuffer;

/**
 * Sets the checksums of bytes that were changed, so that what lies behind them is reached: no
 * fuzzer guesses one.
 */
final class Checksums {

  private static final int SIZE_AT = Long.BYTES;
  private static final int HEADER_CHECKSUM_AT = SIZE_AT + Integer.BYTES;
  private static final int HEADER_CHECKED_AT = HEADER_CHECKSUM_AT + Integer.BYTES;
  // Magic, size, checksum, version, fingerprint, sequence, epoch.
  private static final int BODY_BYTES_AT = 44;
  private static final int BODY_CHECKSUM_AT = BODY_BYTES_AT + Long.BYTES;

  private Checksums() {}

  /** Of the header of a segment or snapshot; returns its size, or 0 if it has none that can be. */
  static int ofHeader(byte[] file) {
    if (file.length < HEADER_CHECKED_AT) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int size = bytes.getInt(SIZE_AT);
    if (size < HEADER_CHECKED_AT || size > file.length) {
      return 0;
    }
    int checksum = FileHeader.checksum(file, HEADER_CHECKED_AT, size - HEADER_CHECKED_AT);
    bytes.putInt(HEADER_CHECKSUM_AT, checksum);
    return size;
  }

  /** Of the records that stand one behind the other from a place on. */
  static void ofRecords(byte[] file, int begin) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = begin;
    while (file.length - at >= LogRecord.HEADER_BYTES) {
      int length = bytes.getInt(at);
      if (length < LogRecord.HEADER_BYTES - LogRecord.PREFIX_BYTES
          || length > file.length - at - LogRecord.PREFIX_BYTES) {
        return;
      }
      int checksum = FileHeader.checksum(file, at + LogRecord.PREFIX_BYTES, length);
      bytes.putInt(at + Integer.BYTES, checksum);
      at += LogRecord.PREFIX_BYTES + length;
    }
  }

  /**
   * Of a snapshot, and how long its state is.
   *
   * @param bytesBehind how many bytes belong to what stands behind the state
   */
  static void ofSnapshot(byte[] file, int bytesBehind) {
    int size = ofHeader(file);
    int bodyBytes = file.length - bytesBehind - size;
    if (size < BODY_CHECKSUM_AT + Integer.BYTES || bodyBytes < 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    bytes.putLong(BODY_BYTES_AT, bodyBytes);
    bytes.putInt(BODY_CHECKSUM_AT, FileHeader.checksum(file, size, bodyBytes));
    ofHeader(file);
  }
}
