package dev.understudy.runtime.journal.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The contract of the class, in words, behind the state in a backup: with it, another build can say
 * what differs. A message is all that depends on it.
 *
 * <pre>
 * ...   contract  in UTF-8
 * int   size      of the contract, in bytes
 * int   CRC-32C   of the contract and the size
 * long  magic     that there is one
 * </pre>
 *
 * It is read from the end of the file, so that the state before it is as in a snapshot.
 */
final class BackupContract {

  /** "UDSTCTRT". */
  private static final long MAGIC = 0x5544535443545254L;

  private static final int FOOTER_BYTES = Integer.BYTES + Integer.BYTES + Long.BYTES;

  // As long as a class file may make it many times over; a size that was damaged is no memory.
  private static final int MAX_BYTES = 16 << 20;

  private BackupContract() {}

  /** Appends it to a file, and returns when that is durable. */
  static void append(Path file, String contract) throws IOException {
    byte[] text = contract.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(text.length + FOOTER_BYTES);
    bytes.put(text).putInt(text.length);
    bytes.putInt(checksum(bytes.array(), text.length + Integer.BYTES)).putLong(MAGIC).flip();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long at = channel.size();
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    }
  }

  /** The contract at the end of a file, and how many bytes it takes there. */
  record Found(String contract, int sizeBytes) {}

  /** Reads it; null where the file does not end with one that is whole. */
  static @Nullable Found read(SnapshotInput input) throws IOException {
    long end = input.sizeBytes();
    if (end < FOOTER_BYTES) {
      return null;
    }
    ByteBuffer footer = ByteBuffer.wrap(input.bytes(end - FOOTER_BYTES, FOOTER_BYTES));
    int size = footer.getInt();
    int expected = footer.getInt();
    if (footer.getLong() != MAGIC || size < 0 || size > Math.min(MAX_BYTES, end - FOOTER_BYTES)) {
      return null;
    }
    byte[] checked = input.bytes(end - FOOTER_BYTES - size, size + Integer.BYTES);
    return checksum(checked, checked.length) == expected
        ? new Found(
            new String(Arrays.copyOf(checked, size), StandardCharsets.UTF_8), size + FOOTER_BYTES)
        : null;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
