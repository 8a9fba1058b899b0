package dev.understudy.benchmarks;

import java.util.Arrays;

/**
 * When the replies to one caller came. The caller's thread writes, and others read once it ended.
 */
final class Replies {

  private long[] nanos = new long[1 << 16];
  private int count;
  private volatile boolean stopped;

  /** Calls until {@link #stop}, each time as soon as the last reply is there. */
  void call(CounterClient client, byte[] payload) {
    while (!stopped) {
      client.add(1, payload);
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count] = System.nanoTime();
      count++;
    }
  }

  void stop() {
    stopped = true;
  }

  /**
   * The end of the longest wait that ended within a window after the kill, counted from the kill: a
   * reply that was on its way at the kill is not the answer.
   */
  double waitedMillis(long killedNanos, long windowNanos) {
    long longest = 0;
    long end = killedNanos;
    for (int i = 1; i < count; i++) {
      boolean isWithin = nanos[i] >= killedNanos && nanos[i - 1] <= killedNanos + windowNanos;
      if (isWithin && nanos[i] - nanos[i - 1] > longest) {
        longest = nanos[i] - nanos[i - 1];
        end = nanos[i];
      }
    }
    return Figures.millis(end - killedNanos);
  }
}
