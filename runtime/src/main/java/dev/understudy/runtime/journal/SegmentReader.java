package dev.understudy.runtime.journal;

import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.io.IOException;
import java.nio.file.Path;

/** One segment, read record by record; it may still grow. */
final class SegmentReader implements AutoCloseable {

  private final SegmentInput input;
  private final WireInput prefix = new WireInput();

  private SegmentReader(SegmentInput input) {
    this.input = input;
  }

  /** Opens a segment, before its header. */
  static SegmentReader open(Path file) throws IOException {
    return new SegmentReader(SegmentInput.open(file));
  }

  Path file() {
    return input.file();
  }

  /** Where in the file the next record begins, or would. */
  long offset() {
    return input.offset();
  }

  /**
   * Reads the header, and goes behind it if there is one.
   *
   * @throws JournalDamagedException if it is of another sequence than its file's name says
   * @throws ForeignJournalException if it is not of this identity, or of a newer format
   */
  FileHeader.Found readHeader(JournalIdentity identity, long firstSequence) {
    input.ensure(FileHeader.MAX_BYTES);
    FileHeader.Found found =
        FileHeader.parse(
            input.bytes(), input.begin(), input.available(), FileHeader.SEGMENT_MAGIC, file());
    FileHeader header = found.header();
    if (header != null) {
      header.requireIdentity(identity, file());
      if (header.sequence() != firstSequence) {
        throw damaged(0, "it begins with record " + header.sequence() + ", unlike its name");
      }
      input.advance(found.size());
    }
    return found;
  }

  /** Whether the file begins as segments do, as far as anything was written. */
  boolean beginsAsSegment() {
    input.ensure(Long.BYTES);
    return FileHeader.beginsWith(
        FileHeader.SEGMENT_MAGIC, input.bytes(), input.begin(), input.available());
  }

  /**
   * Looks at the record that stands here, as the file is now.
   *
   * @return its size; 0 if there is none: zeros, or the end of the file; -1 if there is something
   *     else
   */
  int peek(LogRecord into) {
    int size = parse(into);
    if (size <= 0) {
      input.reread(); // What was read ahead may have been overwritten since.
      size = parse(into);
    }
    return size;
  }

  /** Goes behind a record. */
  void seek(long to) {
    input.seek(to);
  }

  void advance(int size) {
    input.advance(size);
  }

  /** What lies beyond. */
  TailScan scan(long lastSequence) {
    return TailScan.of(file(), input.channel(), input.offset(), lastSequence);
  }

  /** What was found here when it is a torn tail, as a sentence. */
  String describeTorn(TailScan scan) {
    return "the journal file "
        + file()
        + " ends in a part of a record: "
        + scan.usedBytes()
        + " bytes from offset "
        + offset()
        + " on"
        + (scan.recordAt() < 0
            ? ""
            : "; whole records up to update "
                + scan.lastWhole()
                + " stand behind it, and are lost with it: the power was lost before they were on"
                + " the disk");
  }

  /** This file is damaged. */
  JournalDamagedException damaged(long offset, String what) {
    return damaged(file(), offset, what);
  }

  static JournalDamagedException damaged(Path file, long offset, String what) {
    return new JournalDamagedException(
        "the journal file "
            + file
            + " is damaged at offset "
            + offset
            + " ("
            + what
            + "): restore a backup, or start in another directory (--dir)");
  }

  private int parse(LogRecord into) {
    input.ensure(LogRecord.PREFIX_BYTES);
    input.ensure(LogRecord.PREFIX_BYTES + expectedLength());
    int size = into.parse(input.bytes(), input.begin(), input.available());
    // One bit less can make a length 0: the end is where all that a record begins with is zero.
    return size == 0 && !input.isZero(LogRecord.HEADER_BYTES) ? -1 : size;
  }

  private int expectedLength() {
    int smallest = LogRecord.HEADER_BYTES - LogRecord.PREFIX_BYTES;
    if (input.available() < Integer.BYTES) {
      return smallest;
    }
    prefix.reset(input.bytes(), input.begin(), Integer.BYTES);
    int length = prefix.readInt();
    boolean possible = length > smallest && length <= LogRecord.MAX_BYTES - LogRecord.PREFIX_BYTES;
    return possible ? length : smallest;
  }

  @Override
  public void close() {
    input.close();
  }
}
