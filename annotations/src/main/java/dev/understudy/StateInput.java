package dev.understudy;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Restore} method or a {@link ValueCodec} reads from, in the order in which it was
 * written. Reading beyond the end, or what cannot be, throws an unchecked exception. Not for use by
 * two threads.
 */
public interface StateInput {

  /** Reads one boolean. */
  boolean readBoolean();

  /** Reads one byte. */
  byte readByte();

  /** Reads one short. */
  short readShort();

  /** Reads one char. */
  char readChar();

  /** Reads one int. */
  int readInt();

  /** Reads one long. */
  long readLong();

  /** Reads one float. */
  float readFloat();

  /** Reads one double. */
  double readDouble();

  /** Reads a string, or null. */
  @Nullable String readString();

  /** Reads an array of bytes, or null. */
  byte @Nullable [] readBytes();
}
