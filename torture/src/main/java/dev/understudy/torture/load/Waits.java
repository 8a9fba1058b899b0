package dev.understudy.torture.load;

import java.util.ArrayList;
import java.util.List;

/** The long waits of the clients, and what one felt of each fault. For any thread. */
public final class Waits {

  private static final long LONG_NANOS = 2_000_000;

  /** By then, each client has called. */
  private static final long RIGHT_AFTER_NANOS = 20_000_000;

  private final List<Wait> longOnes = new ArrayList<>();

  /** None yet. */
  public Waits() {}

  private record Wait(long beginNanos, long endNanos) {}

  synchronized void add(long beginNanos, long endNanos) {
    if (endNanos - beginNanos > LONG_NANOS) {
      longOnes.add(new Wait(beginNanos, endNanos));
    }
  }

  /**
   * How long the client waited that waited longest, of those that waited at a moment or began to
   * right after it. What was before the moment does not count.
   *
   * @return 0 if nobody waited
   */
  public synchronized long feltNanos(long momentNanos) {
    long felt = 0;
    for (Wait wait : longOnes) {
      if (wait.beginNanos() - momentNanos <= RIGHT_AFTER_NANOS) {
        long from = Math.max(wait.beginNanos(), momentNanos);
        felt = Math.max(felt, wait.endNanos() - from);
      }
    }
    return felt;
  }
}
