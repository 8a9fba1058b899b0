package dev.understudy.runtime.journal;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The file of a {@link SyncMark}, for tests of what is read from outside. */
public final class SyncMarkFile {

  private static final int BOOT_LENGTH_AT = 21;

  /** What it says. */
  public record Said(String boot, boolean always, long segmentFirst, long offset) {}

  private SyncMarkFile() {}

  public static Path file(RunDirectory directory) {
    return SyncMark.file(directory);
  }

  public static Optional<Said> read(RunDirectory directory) {
    return SyncMark.read(directory)
        .map(mark -> new Said(mark.boot(), mark.always(), mark.segmentFirst(), mark.offset()));
  }

  public static void write(Said said, RunDirectory directory) throws IOException {
    new SyncMark(said.boot(), said.always(), said.segmentFirst(), said.offset())
        .write(directory, false);
  }

  /** Sets the checksum of one that was changed. */
  public static byte[] mended(byte[] file) {
    if (file.length <= BOOT_LENGTH_AT) {
      return file;
    }
    int end = BOOT_LENGTH_AT + 1 + Byte.toUnsignedInt(file[BOOT_LENGTH_AT]);
    if (end <= file.length - Integer.BYTES) {
      ByteBuffer.wrap(file).putInt(end, FileHeader.checksum(file, 0, end));
    }
    return file;
  }
}
