package dev.understudy;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Snapshot} method or a {@link ValueCodec} writes to. Not for use by two threads.
 */
public interface StateOutput {

  /** Writes one boolean. */
  void writeBoolean(boolean value);

  /** Writes the lowest eight bits of a number. */
  void writeByte(int value);

  /** Writes the lowest sixteen bits of a number. */
  void writeShort(int value);

  /** Writes one char. */
  void writeChar(char value);

  /** Writes one int. */
  void writeInt(int value);

  /** Writes one long. */
  void writeLong(long value);

  /** Writes one float. */
  void writeFloat(float value);

  /** Writes one double. */
  void writeDouble(double value);

  /** Writes a string, or null. */
  void writeString(@Nullable String value);

  /** Writes an array of bytes, or null. */
  void writeBytes(byte @Nullable [] value);
}
