package dev.understudy.runtime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** UTF-8, in which nothing is lost: what has no form in it is refused. */
final class Utf8 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

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

  /**
   * Encodes a long string, as fast as the JDK does.
   *
   * @throws IllegalArgumentException as {@link #length}
   */
  static byte[] encode(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    // Where half of a pair stood, there is a question mark now.
    if (containsQuestionMark(utf8)) {
      length(value);
    }
    return utf8;
  }

  // Eight bytes at a time: a byte is zero where it was one, and only then does it borrow.
  private static boolean containsQuestionMark(byte[] bytes) {
    int at = 0;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      long eight = (long) LONG.get(bytes, at) ^ LOW_BITS * '?';
      if (((eight - LOW_BITS) & ~eight & HIGH_BITS) != 0) {
        return true;
      }
    }
    for (; at < bytes.length; at++) {
      if (bytes[at] == '?') {
        return true;
      }
    }
    return false;
  }
}
