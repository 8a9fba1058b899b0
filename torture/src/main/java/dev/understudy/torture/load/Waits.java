package dev.understudy.torture.load;

import java.util.ArrayList;
import java.util.List;

/** The long waits of the clients, and what one felt of each fault. For any thread. */
public final class Waits {

  private static final long LONG_NANOS = 2_000_000;

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
   * How long, from a moment on, the client waited that then waited longest.
   *
   * @return 0 if nobody waited
   */
  public synchronized long feltNanos(long momentNanos) {
    long felt = 0;
    for (Wait wait : longOnes) {
      if (wait.beginNanos() <= momentNanos) {
        felt = Math.max(felt, wait.endNanos() - momentNanos);
      }
    }
    return felt;
  }
}
