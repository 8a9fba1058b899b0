package dev.understudy.runtime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8, in which nothing is lost: half of a surrogate pair that stands alone, which has no form in
 * UTF-8, takes the three bytes that its number would. A pair never does.
 */
final class Utf8 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Counts the bytes of a string. */
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
      } else {
        bytes += 2;
        if (isPair(value, i)) {
          i++; // Two chars, four bytes.
        }
      }
    }
    return Math.toIntExact(bytes);
  }

  private static boolean isPair(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        && at + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(at + 1));
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
      } else if (!isPair(value, i)) {
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

  /** Encodes a long string, as fast as the JDK does. */
  static byte[] encode(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    // Where half of a pair stood, there is one question mark now, instead of three bytes.
    if (!containsQuestionMark(utf8)) {
      return utf8;
    }
    int length = length(value);
    if (length != utf8.length) {
      utf8 = new byte[length];
      encode(value, utf8, 0);
    }
    return utf8;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws MalformedInputException if it cannot have
   */
  static String decode(byte[] bytes, int at, int length) {
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    // What is not UTF-8 becomes this one; for most strings, the search ends before it begins.
    if (value.indexOf('\uFFFD') < 0 || isEncodingOf(value, bytes, at, length)) {
      return value;
    }
    String lenient = decodeLeniently(bytes, at, at + length);
    if (!isEncodingOf(lenient, bytes, at, length)) {
      throw new MalformedInputException("a string that is not UTF-8");
    }
    return lenient;
  }

  private static boolean isEncodingOf(String value, byte[] bytes, int at, int length) {
    return Arrays.equals(encode(value), 0, length(value), bytes, at, at + length);
  }

  // Whatever the bytes are, it comes to an end; what they cannot be is found by encoding again.
  private static String decodeLeniently(byte[] bytes, int begin, int end) {
    StringBuilder text = new StringBuilder(end - begin);
    int at = begin;
    while (at < end) {
      int first = bytes[at++] & 0xff;
      int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
      int codePoint = more == 0 ? first : first & (0x3f >> more);
      for (; more > 0 && at < end; more--) {
        codePoint = codePoint << 6 | (bytes[at++] & 0x3f);
      }
      if (codePoint <= Character.MAX_CODE_POINT) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
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
