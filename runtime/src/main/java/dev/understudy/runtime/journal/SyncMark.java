package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.FolderSync;
import dev.understudy.runtime.directory.PlainFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the journal is known to be on the disk, in a file beside it. What lies behind that
 * place may be lost with the power, any page of it and not only the last ones; and what a failed
 * sync has left there is in the memory of the kernel alone, which takes it for written.
 *
 * <p>The file is made durable when the computer was started since it was last written, and then
 * only written: an older mark is as true, and says less.
 *
 * @param boot which start of the computer it is of
 * @param always whether the journal was synced before replies went
 * @param segmentFirst the segment in which the place is: its first sequence
 * @param offset the place in it
 */
record SyncMark(String boot, boolean always, long segmentFirst, long offset) {

  private static final int VERSION = 1;
  private static final int FILE_BYTES = 128;

  /** Which start of the computer this is; empty where that cannot be told. */
  static String currentBoot() {
    return ProcessPlace.current().boot(); // Without one, nothing is taken for torn by a power cut.
  }

  /** Reads it; empty if there is none that can be understood. */
  static Optional<SyncMark> read(RunDirectory directory) {
    try {
      PlainFile.require(file(directory));
      return Optional.ofNullable(parse(Files.readAllBytes(file(directory))));
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty(); // Without one, all that is not as it was written counts as damage.
    }
  }

  /**
   * Whether what is missing from a place on may have been lost with the power: if the computer was
   * started since, and that place was not known to be on the disk.
   */
  static boolean mayBeTornFrom(RunDirectory directory, long segmentFirst, long offset) {
    return read(directory).filter(mark -> mark.mayBeTornFrom(segmentFirst, offset)).isPresent();
  }

  /** The same, for who has read it. */
  boolean mayBeTornFrom(long otherSegment, long otherOffset) {
    return isOfFormerBoot() && isBefore(otherSegment, otherOffset);
  }

  /**
   * Checks that a journal reaches as far as it is known to have. What looks like the begin of a
   * record may have been a whole one.
   *
   * @param tail where a reader found the end of the file
   * @throws JournalDamagedException if it reached further
   */
  void requireReached(Path file, long writtenSegment, JournalPosition tail) {
    if (segmentFirst == writtenSegment && offset > tail.offset()) {
      throw SegmentReader.damaged(
          file,
          tail.offset(),
          "record "
              + (tail.lastSequence() + 1)
              + " is not what was written: it was whole when the journal was last known to be on"
              + " the disk");
    }
  }

  boolean isOfThisBoot() {
    return boot.equals(currentBoot());
  }

  /** Whether the computer was started anew since; false where that cannot be told. */
  boolean isOfFormerBoot() {
    return !currentBoot().isEmpty() && !isOfThisBoot();
  }

  private boolean isBefore(long otherSegment, long otherOffset) {
    return segmentFirst < otherSegment || (segmentFirst == otherSegment && offset <= otherOffset);
  }

  /**
   * Writes it in place of the last one.
   *
   * @param durable whether to wait until it is on the disk
   */
  void write(RunDirectory directory, boolean durable) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      writeTo(channel);
      if (durable) {
        force(channel, directory);
      }
    }
    if (durable) {
      FolderSync.force(directory.root()); // Without its name it would be as good as none.
    }
  }

  private static void force(FileChannel channel, RunDirectory directory) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file(directory)); // The next start would read what is on no disk.
      throw e;
    }
  }

  /** The same through a file that is open: nothing but a write within one block. */
  void writeTo(FileChannel channel) throws IOException {
    ByteBuffer bytes = toBytes();
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  static Path file(RunDirectory directory) {
    return directory.root().resolve("synced");
  }

  private ByteBuffer toBytes() {
    byte[] bootBytes = boot.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES);
    bytes.putInt(VERSION).put((byte) (always ? 1 : 0)).putLong(segmentFirst).putLong(offset);
    bytes.put((byte) bootBytes.length).put(bootBytes);
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return bytes.clear();
  }

  private static @Nullable SyncMark parse(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, Math.min(file.length, FILE_BYTES));
    if (bytes.getInt() != VERSION) {
      return null;
    }
    boolean always = bytes.get() != 0;
    long segment = bytes.getLong();
    long offset = bytes.getLong();
    byte[] boot = new byte[Byte.toUnsignedInt(bytes.get())];
    bytes.get(boot);
    int end = bytes.position();
    String text = new String(boot, StandardCharsets.UTF_8);
    boolean isOurs =
        segment >= 0 && offset >= 0 && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), boot);
    return bytes.getInt() == checksum(file, end) && isOurs
        ? new SyncMark(text, always, segment, offset)
        : null;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
