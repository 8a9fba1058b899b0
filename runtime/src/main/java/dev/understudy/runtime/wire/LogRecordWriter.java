package dev.understudy.runtime.wire;

import java.util.zip.CRC32C;

/**
 * Writes records as {@link LogRecord} describes them. One is used again and again, so that an
 * update allocates nothing for it. For one thread.
 */
public final class LogRecordWriter {

  private static final byte[] NOTHING = new byte[0];

  private final CRC32C checksum = new CRC32C();
  private LogRecord.Kind kind = LogRecord.Kind.EPOCH;
  private long sequence;
  private long epoch;
  private long timeMicros;
  private long seed;
  private long session;
  private long request;
  private long confirmed;
  private int operation;

  /** One that has written nothing yet. */
  public LogRecordWriter() {}

  /** The next record; what is not said of it is 0. */
  public LogRecordWriter begin(LogRecord.Kind kindOfNext, long sequenceOfNext, long epochOfNext) {
    kind = kindOfNext;
    sequence = sequenceOfNext;
    epoch = epochOfNext;
    timeMicros = 0;
    seed = 0;
    session = 0;
    request = 0;
    confirmed = 0;
    operation = 0;
    return this;
  }

  /** What an update takes from its primary, so that it does the same at each replay. */
  public LogRecordWriter at(long micros, long seedOfRandoms) {
    timeMicros = micros;
    seed = seedOfRandoms;
    return this;
  }

  /**
   * Whose it is.
   *
   * @param ofSession the caller's session, or 0
   * @param numberOfRequest its number in that session, or 0
   * @param confirmedBelow the caller has the replies of all requests below it
   */
  public LogRecordWriter of(long ofSession, long numberOfRequest, long confirmedBelow) {
    session = ofSession;
    request = numberOfRequest;
    confirmed = confirmedBelow;
    return this;
  }

  /** The index of its method. */
  public LogRecordWriter calls(int index) {
    operation = index;
    return this;
  }

  /**
   * Writes it without arguments.
   *
   * @return the number of bytes written
   */
  public int write(WireOutput out) {
    return write(out, NOTHING, 0, 0);
  }

  /**
   * Writes it.
   *
   * @param arguments an array with its encoded arguments
   * @return the number of bytes written
   */
  public int write(WireOutput out, byte[] arguments, int offset, int length) {
    int start = out.size();
    out.writeInt(LogRecord.HEADER_BYTES - LogRecord.PREFIX_BYTES + length);
    out.writeInt(0);
    out.writeByte(kind.codeAndFlags());
    out.writeLong(sequence);
    out.writeLong(epoch);
    out.writeLong(timeMicros);
    out.writeLong(seed);
    out.writeLong(session);
    out.writeLong(request);
    out.writeLong(confirmed);
    out.writeInt(operation);
    out.writeRaw(arguments, offset, length);
    int size = out.size() - start;
    checksum.reset();
    checksum.update(out.array(), start + LogRecord.PREFIX_BYTES, size - LogRecord.PREFIX_BYTES);
    out.setInt(start + Integer.BYTES, (int) checksum.getValue());
    return size;
  }
}
