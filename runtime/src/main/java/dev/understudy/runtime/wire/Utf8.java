package dev.understudy.runtime.wire;

/**
 * UTF-8, written straight into its place: one pass to measure, one to write, nothing in between.
 */
final class Utf8 {

  private Utf8() {}

  /**
   * Counts the bytes of a string.
   *
   * @throws IllegalArgumentException when half of a surrogate pair stands alone: it has no form in
   *     UTF-8, would come back as '?', and must not pass in silence
   */
  static int length(String value) {
    int chars = value.length();
    long bytes = chars;
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else if (!Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        if (!Character.isHighSurrogate(c)
            || i + 1 == chars
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          throw new IllegalArgumentException(
              "a string with half of a surrogate pair cannot be encoded (at index " + i + ")");
        }
        bytes += 2; // Two chars, four bytes.
        i++;
      }
    }
    return Math.toIntExact(bytes);
  }

  /** Writes a string that {@link #length} has measured. */
  static void encode(String value, byte[] target, int offset) {
    int at = offset;
    int chars = value.length();
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xe0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        i++;
        int codePoint = Character.toCodePoint(c, value.charAt(i));
        target[at++] = (byte) (0xf0 | (codePoint >> 18));
        target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (codePoint & 0x3f));
      }
    }
  }
}
