package dev.understudy.benchmarks.bare;

import java.nio.ByteBuffer;

/** What the sketch applies its updates to, in both processes. Confined to the loop's thread. */
final class Sum {

  private static final long MIXER = 0x9e3779b97f4a7c15L;

  private long sum;

  /** Applies the request that begins at a position of a buffer, which stays as it is. */
  long apply(ByteBuffer requests, int position) {
    sum += requests.getLong(position + Long.BYTES) + Frames.PAYLOAD_BYTES;
    return sum;
  }

  /** What the standby says of a result. */
  static long hash(long result) {
    long mixed = result * MIXER;
    return mixed ^ (mixed >>> 32);
  }
}
