package dev.understudy.benchmarks.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long the calls of one caller took, in one round. Confined to one thread. */
public final class RoundTrips {

  private static final double NANOS_PER_MICRO = 1e3;

  private final long[] sortedNanos;

  private RoundTrips(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  /**
   * Calls, one call after the other.
   *
   * @param perSecond how often a call is due; 0: as soon as the last reply is there. A call is
   *     timed from when it was due, so that a stall counts for all calls that it delays.
   */
  public static RoundTrips measure(int calls, int perSecond, Call call)
      throws IOException, InterruptedException {
    long everyNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    long[] nanos = new long[calls];
    long dueNanos = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      while (System.nanoTime() < dueNanos) {
        Thread.onSpinWait();
      }
      call.call();
      long repliedNanos = System.nanoTime();
      nanos[i] = repliedNanos - dueNanos;
      dueNanos = perSecond == 0 ? repliedNanos : dueNanos + everyNanos;
    }
    Arrays.sort(nanos);
    return new RoundTrips(nanos);
  }

  /** The time that such a part of the calls did not exceed. */
  public double micros(double part) {
    int last = sortedNanos.length - 1;
    return sortedNanos[(int) Math.min(last, part * sortedNanos.length)] / NANOS_PER_MICRO;
  }
}
