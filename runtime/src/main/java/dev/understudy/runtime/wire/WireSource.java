package dev.understudy.runtime.wire;

import java.io.IOException;

/** Gives the bytes of a stream, piece by piece. Called by the thread that reads the stream. */
public interface WireSource {

  /**
   * Reads the next bytes, at least one.
   *
   * @param length the most that are wanted, and at least one
   * @return how many were read; -1 if there are no more
   * @throws IOException if they cannot be read; its message names the source, and the place in it
   */
  int read(byte[] target, int offset, int length) throws IOException;
}
