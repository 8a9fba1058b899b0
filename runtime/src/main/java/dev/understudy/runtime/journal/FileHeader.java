package dev.understudy.runtime.journal;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the begin of every segment and snapshot.
 *
 * <pre>
 * long   magic         what the file is
 * int    size          of the whole header
 * int    CRC-32C       of what follows, up to the size
 * int    version       of the format of this file
 * long   fingerprint
 * long   sequence      of a segment, its first; of a snapshot, the last one in it
 * long   epoch         of the last record before what follows
 * long   body bytes    of a snapshot; 0 for a segment
 * int    body CRC-32C  of a snapshot; 0 for a segment
 * string service
 * </pre>
 *
 * The first four stand there in every version to come, so that a newer format is told from damage.
 */
public record FileHeader(
    JournalIdentity identity, long sequence, long epoch, long bodyBytes, int bodyChecksum) {

  /**
   * The version of the format of segments. In the first one, which is read too, records have no
   * 0x40 beside their kind.
   */
  static final int VERSION = 2;

  /**
   * The version of the format of snapshots; those before are read, too. In the first one the length
   * of the server object stood before it, and not behind. In the second there were no half
   * surrogate pairs, and no views of a constructor's making. In the third a backup had no contract
   * behind the state.
   */
  public static final int SNAPSHOT_VERSION = 4;

  private static final int OLDEST_VERSION = 1;

  /** "UDSTJRNL". */
  static final long SEGMENT_MAGIC = 0x554453544a524e4cL;

  /** "UDSTSNAP". */
  public static final long SNAPSHOT_MAGIC = 0x55445354534e4150L;

  private static final int SIZE_AT = Long.BYTES;
  private static final int CHECKSUM_AT = SIZE_AT + Integer.BYTES;
  private static final int CHECKED_AT = CHECKSUM_AT + Integer.BYTES;
  private static final int FIELDS_AT = CHECKED_AT + Integer.BYTES;

  /** The largest header: class names have at most 65,535 bytes. */
  public static final int MAX_BYTES = 1 << 17;

  /** Why there is no header: a problem as the end of a sentence, and where it was found. */
  public record Problem(long offset, String text) {

    private static final Problem NONE = new Problem(0, "");
  }

  /** What was found: a header and its size in bytes, or a problem. */
  public record Found(@Nullable FileHeader header, int size, Problem problem) {

    private static Found damaged(int offset, String text) {
      return new Found(null, 0, new Problem(offset, text));
    }
  }

  public byte[] toByteArray(long magic) {
    return toByteArray(magic, newestVersion(magic));
  }

  public byte[] toByteArray(long magic, int version) {
    WireOutput out = WireOutput.forCall();
    out.writeLong(magic);
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(version);
    out.writeLong(identity.fingerprint());
    out.writeLong(sequence);
    out.writeLong(epoch);
    out.writeLong(bodyBytes);
    out.writeInt(bodyChecksum);
    out.writeString(identity.service());
    out.setInt(SIZE_AT, out.size());
    out.setInt(CHECKSUM_AT, checksum(out.array(), CHECKED_AT, out.size() - CHECKED_AT));
    return out.toByteArray();
  }

  /**
   * Reads a header.
   *
   * @param bytes an array with what the file begins with, at least {@link #MAX_BYTES} if it has as
   *     many
   * @param at where in the array that is
   * @throws ForeignJournalException if it is a header of a newer format
   */
  public static Found parse(byte[] bytes, int at, int length, long magic, Path file) {
    WireInput in = new WireInput();
    in.reset(bytes, at, length);
    if (length < FIELDS_AT) {
      return Found.damaged(0, "it ends after " + length + " bytes, within its header");
    }
    if (in.readLong() != magic) {
      return Found.damaged(0, "it does not begin as such a file does");
    }
    int size = in.readInt();
    int expected = in.readInt();
    if (size < FIELDS_AT || size > length) {
      return Found.damaged(SIZE_AT, "its header has an impossible size");
    }
    if (checksum(bytes, at + CHECKED_AT, size - CHECKED_AT) != expected) {
      return Found.damaged(CHECKSUM_AT, "its header does not match its checksum");
    }
    int version = in.readInt();
    int newest = newestVersion(magic);
    if (version < OLDEST_VERSION || version > newest) {
      throw new ForeignJournalException(
          file
              + " is of format "
              + version
              + ", and this build reads format "
              + newest
              + ": start the newer build of Understudy that wrote it");
    }
    in.reset(bytes, at + FIELDS_AT, size - FIELDS_AT); // No field lies behind what was checked.
    return readFields(in, size);
  }

  /** Whether some bytes are what such a file begins with, or the first of it and zeros. */
  static boolean beginsWith(long magic, byte[] bytes, int at, int length) {
    boolean cut = false;
    for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
      cut |= bytes[at + i] == 0;
      byte expected = (byte) (magic >>> (Long.SIZE - Byte.SIZE * (i + 1)));
      if (bytes[at + i] != (cut ? 0 : expected)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses another class, and another contract.
   *
   * @throws ForeignJournalException if the file is not of this identity
   */
  public void requireIdentity(JournalIdentity expected, Path file) {
    if (!identity.service().equals(expected.service())) {
      throw new ForeignJournalException(
          file
              + " belongs to the class "
              + identity.service()
              + ", not to "
              + expected.service()
              + ": choose another directory with --dir");
    }
    if (identity.fingerprint() != expected.fingerprint()) {
      throw new ForeignJournalException(
          file
              + " was written with another contract of "
              + expected.service()
              + " (operations or state types differ): start the build that wrote it, or choose"
              + " another directory with --dir",
          identity);
    }
  }

  public static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  private static int newestVersion(long magic) {
    return magic == SNAPSHOT_MAGIC ? SNAPSHOT_VERSION : VERSION;
  }

  private static Found readFields(WireInput in, int size) {
    try {
      long fingerprint = in.readLong();
      long sequence = in.readLong();
      long epoch = in.readLong();
      long bodyBytes = in.readLong();
      int bodyChecksum = in.readInt();
      String service = in.readString();
      if (service == null || service.chars().anyMatch(Character::isWhitespace)) {
        return Found.damaged(CHECKED_AT, "its header names no class");
      }
      JournalIdentity identity = new JournalIdentity(service, fingerprint);
      return new Found(
          new FileHeader(identity, sequence, epoch, bodyBytes, bodyChecksum), size, Problem.NONE);
    } catch (MalformedInputException e) {
      return Found.damaged(CHECKED_AT, "its header holds " + e.getMessage());
    }
  }
}
