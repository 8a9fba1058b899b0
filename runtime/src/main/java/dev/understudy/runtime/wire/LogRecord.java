package dev.understudy.runtime.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log, as it is journaled, forwarded and digested: the same bytes everywhere.
 *
 * <pre>
 * int   length of what follows the checksum
 * int   CRC-32C of what follows
 * byte  kind          and 0x40, 0x20, 0x10: see below
 * long  sequence      its own; of an EPOCH or OUTCOME record, the last one before it
 * long  epoch         the epoch that wrote it
 * long  timeMicros    since 1970
 * long  seed          of its random numbers
 * long  session       or 0 for a caller inside
 * long  request       the session's number for it
 * long  confirmed     the session has the replies of all requests below
 * int   operation     the index of the update
 * ...   arguments     to the end
 * </pre>
 *
 * With 0x40 beside the kind, UUIDs come from all the fields, and not from the 48 bits that {@code
 * java.util.Random} takes of the seed; what was written without is replayed as it was. With 0x20,
 * 0x10 says whether the update threw an exception when it was first applied. Records of an older
 * build have neither.
 *
 * <p>A mutable view of bytes that it does not own: confined to one thread, and reused for each
 * record.
 */
public final class LogRecord {

  /** What a record is. */
  public enum Kind {
    /** A call of an update; its arguments follow. */
    UPDATE(1),
    /** The opening of a session, whose id is the record's sequence; the client's name follows. */
    OPEN_SESSION(2),
    /**
     * The end of a session; a boolean follows: whether by its client's death, and then this is the
     * call of {@code @OnObituary} too.
     */
    END_SESSION(3),
    /** The begin of an epoch. Not an update: it has no sequence of its own. */
    EPOCH(4),
    /**
     * The primary's outcome of the update before it, whose sequence and operation it has; the
     * outcome follows. Or, with operation {@link #STATE}, digests of what its state fields hold
     * after that update, a long each. Changes nothing: there for a standby to compare.
     */
    OUTCOME(5),
    /**
     * A client has the replies of all requests below the record's {@code confirmed}, and has
     * nothing else to say for now. Nothing follows.
     */
    CONFIRM(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    // As it is written today, with all that records have learned to say.
    int codeAndFlags() {
      return code | WIDE_UUIDS | TELLS_OUTCOME;
    }

    private static @Nullable Kind of(int code) {
      return switch (code) {
        case 1 -> UPDATE;
        case 2 -> OPEN_SESSION;
        case 3 -> END_SESSION;
        case 4 -> EPOCH;
        case 5 -> OUTCOME;
        case 6 -> CONFIRM;
        default -> null;
      };
    }
  }

  /** The bytes before the checked part: length and checksum. */
  public static final int PREFIX_BYTES = 8;

  /** The bytes of a record without arguments. */
  public static final int HEADER_BYTES = PREFIX_BYTES + 1 + 7 * Long.BYTES + Integer.BYTES;

  /** In place of an operation: an OUTCOME record is about the state, and not about a result. */
  public static final int STATE = -1;

  private static final int WIDE_UUIDS = 0x40;
  private static final int TELLS_OUTCOME = 0x20;
  private static final int THREW = 0x10;
  private static final int KINDS = 0x0f;

  /** The largest record. */
  public static final int MAX_BYTES = FrameType.MAX_FRAME_BYTES;

  private final WireInput fields = new WireInput();
  private final CRC32C checksum = new CRC32C();

  private byte[] bytes = new byte[0];
  private int offset;
  private int size;
  private Kind kind = Kind.EPOCH;
  private boolean wideUuids;
  private boolean tellsOutcome;
  private boolean threw;
  private long sequence;
  private long epoch;
  private long timeMicros;
  private long seed;
  private long session;
  private long request;
  private long confirmed;
  private int operation;

  /** Makes a view of nothing yet. */
  public LogRecord() {}

  /**
   * Makes this a view of the record at a place, and checks it.
   *
   * @param source the array, which is not copied
   * @param at where the record begins
   * @param available the number of bytes from there on
   * @return the size of the record; 0 if there is none (no bytes, or zeros where its length would
   *     be); or -1 if what is there is no whole, valid record
   */
  public int parse(byte[] source, int at, int available) {
    if (available < Integer.BYTES) {
      return isZero(source, at, available) ? 0 : -1;
    }
    fields.reset(source, at, available);
    int length = fields.readInt();
    if (length == 0) {
      return 0;
    }
    if (length < HEADER_BYTES - PREFIX_BYTES || length > MAX_BYTES - PREFIX_BYTES) {
      return -1;
    }
    if (length > available - PREFIX_BYTES) {
      return -1;
    }
    int expected = fields.readInt();
    checksum.reset();
    checksum.update(source, at + PREFIX_BYTES, length);
    if ((int) checksum.getValue() != expected) {
      return -1;
    }
    return view(source, at, PREFIX_BYTES + length) ? size : -1;
  }

  /**
   * Makes this a view of a record that is known to be whole and valid: one that was just written,
   * or that was parsed before.
   */
  public void viewValid(byte[] source, int at, int recordSize) {
    fields.reset(source, at + PREFIX_BYTES, recordSize - PREFIX_BYTES);
    if (!view(source, at, recordSize)) {
      throw new IllegalArgumentException("not a record");
    }
  }

  private boolean view(byte[] source, int at, int recordSize) {
    int code = fields.readByte();
    Kind found = Kind.of(code & KINDS);
    if (found == null || (code & ~(KINDS | WIDE_UUIDS | TELLS_OUTCOME | THREW)) != 0) {
      return false;
    }
    bytes = source;
    offset = at;
    size = recordSize;
    kind = found;
    wideUuids = (code & WIDE_UUIDS) != 0;
    tellsOutcome = (code & TELLS_OUTCOME) != 0;
    threw = (code & THREW) != 0;
    sequence = fields.readLong();
    epoch = fields.readLong();
    timeMicros = fields.readLong();
    seed = fields.readLong();
    session = fields.readLong();
    request = fields.readLong();
    confirmed = fields.readLong();
    operation = fields.readInt();
    return true;
  }

  /** Notes, in the bytes themselves, that the update has thrown an exception. */
  public void noteThatItThrew() {
    threw = true;
    bytes[offset + PREFIX_BYTES] |= THREW;
    checksum.reset();
    checksum.update(bytes, offset + PREFIX_BYTES, size - PREFIX_BYTES);
    ByteBuffer.wrap(bytes).putInt(offset + Integer.BYTES, (int) checksum.getValue());
  }

  private static boolean isZero(byte[] source, int at, int length) {
    for (int i = at; i < at + length; i++) {
      if (source[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Makes an input of the arguments of this record. */
  public void arguments(WireInput in) {
    in.reset(bytes, offset + HEADER_BYTES, size - HEADER_BYTES);
  }

  /** The array that holds the record. */
  public byte[] array() {
    return bytes;
  }

  /** Where in the array the record begins. */
  public int offset() {
    return offset;
  }

  /** The bytes of the whole record. */
  public int size() {
    return size;
  }

  /** What the record is. */
  public Kind kind() {
    return kind;
  }

  /** The number of the update; of an EPOCH or OUTCOME record, the last one before it. */
  public long sequence() {
    return sequence;
  }

  /** The epoch that wrote it. */
  public long epoch() {
    return epoch;
  }

  /** Its time, in microseconds since 1970. */
  public long timeMicros() {
    return timeMicros;
  }

  /** The seed of its random numbers. */
  public long seed() {
    return seed;
  }

  /** Whether UUIDs come from all the fields; else, in records of an older build, from the seed. */
  public boolean hasWideUuids() {
    return wideUuids;
  }

  /** Whether it is known if the update threw an exception when it was first applied. */
  public boolean tellsOutcome() {
    return tellsOutcome;
  }

  /** Whether the update threw an exception when it was first applied, if that is known. */
  public boolean threw() {
    return threw;
  }

  /** The session of its caller, or 0. */
  public long session() {
    return session;
  }

  /** The session's number for it. */
  public long request() {
    return request;
  }

  /** The session has the replies of all requests below. */
  public long confirmed() {
    return confirmed;
  }

  /** The index of the update; of an OUTCOME record, of the one whose outcome it is. */
  public int operation() {
    return operation;
  }
}
