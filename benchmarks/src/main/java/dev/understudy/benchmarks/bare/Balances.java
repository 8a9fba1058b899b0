package dev.understudy.benchmarks.bare;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** What the sketch applies its updates to, in both processes. Confined to the loop's thread. */
final class Balances {

  private static final int KEYS = 1 << 10;
  private static final long MIXER = 0x9e3779b97f4a7c15L;

  private final Map<Long, Long> balances = new HashMap<>();

  /** Applies the request that begins at a position of a buffer, which stays as it is. */
  long apply(ByteBuffer requests, int position) {
    long key = requests.getLong(position) & (KEYS - 1);
    long summand = requests.getLong(position + Long.BYTES);
    return balances.merge(key, summand, Long::sum);
  }

  /** What the standby says of a result. */
  static long hash(long result) {
    long mixed = result * MIXER;
    return mixed ^ (mixed >>> 32);
  }
}
