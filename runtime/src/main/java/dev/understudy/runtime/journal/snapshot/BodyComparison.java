package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.journal.FileHeader;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.wire.WireSink;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares a state that is saved again, piece by piece, with what a snapshot or backup holds.
 * Confined to one thread.
 */
public final class BodyComparison implements WireSink {

  private static final int LARGEST_PIECE = 64 << 10;
  private static final long NONE = -1;

  private final SnapshotInput input;
  private final FileHeader header;
  private final byte[] piece = new byte[LARGEST_PIECE];
  // How often each byte was saved again, less how often it stands in the file, from there on.
  private final long[] surplus = new long[1 << Byte.SIZE];
  private long at;
  private long differsAt = NONE;

  BodyComparison(SnapshotInput input, FileHeader header) {
    this.input = input;
    this.header = header;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, LARGEST_PIECE);
      compare(bytes, offset + done, count);
      done += count;
      at += count;
    }
  }

  private void compare(byte[] bytes, int offset, int count) {
    int expected = (int) Math.max(0, Math.min(count, header.bodyBytes() - at));
    read(expected);
    if (differsAt == NONE) {
      int mismatch = Arrays.mismatch(bytes, offset, offset + count, piece, 0, expected);
      if (mismatch < 0) {
        return;
      }
      differsAt = at + mismatch;
    }
    for (int i = 0; i < count; i++) {
      surplus[Byte.toUnsignedInt(bytes[offset + i])]++;
    }
    for (int i = 0; i < expected; i++) {
      surplus[Byte.toUnsignedInt(piece[i])]--;
    }
  }

  private void read(int count) {
    try {
      input.readBody(at, piece, count);
    } catch (IOException e) {
      throw new JournalFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * How the state that was saved again differs, once all of it was; null if it does not.
   *
   * <p>The same bytes in another order are no difference: a hash table may hold its elements in
   * another order once it was filled anew.
   */
  public @Nullable String difference() {
    if (at != header.bodyBytes()) {
      return "it has %d bytes, and %d when it is loaded and saved again"
          .formatted(header.bodyBytes(), at);
    }
    boolean sameBytes = Arrays.stream(surplus).allMatch(count -> count == 0);
    return differsAt == NONE || sameBytes
        ? null
        : "it differs from byte %d on when it is loaded and saved again".formatted(differsAt);
  }
}
