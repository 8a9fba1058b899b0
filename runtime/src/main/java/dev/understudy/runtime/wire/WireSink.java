package dev.understudy.runtime.wire;

/** Takes the bytes of a stream, piece by piece. Called by the thread that writes to the stream. */
public interface WireSink {

  /** Forgets what it is given, for those who only want to know how much it is. */
  WireSink NOWHERE = (bytes, offset, length) -> {};

  /**
   * Takes the next bytes.
   *
   * @param bytes an array that is used again once this returns
   * @throws RuntimeException if they cannot be taken; the same again at any later call, since a
   *     save that goes on must not miss it
   */
  void write(byte[] bytes, int offset, int length);
}
