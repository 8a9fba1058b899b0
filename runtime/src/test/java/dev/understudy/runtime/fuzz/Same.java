package dev.understudy.runtime.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** Checks that what was read, written and read again is the same. */
final class Same {

  private Same() {}

  static void require(Object first, Object again) {
    if (!Objects.equals(first, again)) {
      throw new AssertionError("read as " + first + ", written, and read again as " + again);
    }
  }

  /**
   * Requires the same bytes. A hash table that was filled anew may have its elements in another
   * order, so they may stand in another order, too.
   */
  static void requireBytes(byte[] first, byte[] again) {
    if (!Arrays.equals(first, again) && !Arrays.equals(sorted(first), sorted(again))) {
      throw new AssertionError(
          "written as "
              + HexFormat.of().formatHex(first)
              + ", read, and written again as "
              + HexFormat.of().formatHex(again));
    }
  }

  private static byte[] sorted(byte[] bytes) {
    byte[] sorted = bytes.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
