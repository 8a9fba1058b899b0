package dev.understudy.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When the replies to one caller came. The caller's thread writes; others read once it has ended,
 * but for {@link #haveComeSince}.
 */
final class Replies {

  private static final int FIRST_REPLIES = 10;
  private static final long ON_THEIR_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private long[] nanos = new long[1 << 16];
  private int count;
  private volatile boolean stopped;
  private volatile long tenthLastNanos;

  /** Calls until {@link #stop}, each time as soon as the last reply is there. */
  void call(LongSupplier update) {
    while (!stopped) {
      long unused = update.getAsLong();
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count] = System.nanoTime();
      count++;
      if (count > FIRST_REPLIES) {
        tenthLastNanos = nanos[count - FIRST_REPLIES];
      }
    }
  }

  /** Whether the first replies after a moment are there. */
  boolean haveComeSince(long sinceNanos) {
    return tenthLastNanos > sinceNanos + ON_THEIR_WAY_NANOS;
  }

  /** The longest wait that ended between two moments, in milliseconds; 0 if none did. */
  double longestMillis(long fromNanos, long toNanos) {
    long longest = 0;
    for (int i = 1; i < count; i++) {
      if (nanos[i - 1] >= fromNanos && nanos[i] <= toNanos) {
        longest = Math.max(longest, nanos[i] - nanos[i - 1]);
      }
    }
    return Figures.millis(longest);
  }

  void stop() {
    stopped = true;
  }

  /**
   * From the kill to the end of the longest wait that began right after it: some replies may have
   * been on their way, and a later wait has another cause.
   */
  double waitedMillis(long killedNanos) {
    int first = 1;
    while (first < count && nanos[first] < killedNanos) {
      first++;
    }
    int answer = first;
    for (int i = first; i < count && nanos[i - 1] < killedNanos + ON_THEIR_WAY_NANOS; i++) {
      if (nanos[i] - nanos[i - 1] > nanos[answer] - nanos[answer - 1]) {
        answer = i;
      }
    }
    return Figures.millis(nanos[answer] - killedNanos);
  }
}
