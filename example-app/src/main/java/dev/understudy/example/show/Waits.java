package dev.understudy.example.show;

import java.time.Duration;
import java.util.Arrays;

/** How long visitors waited for their answers. For any thread. */
final class Waits {

  private int[] micros = new int[1024];
  private int count;
  private int longestMicros;

  /** Notes the wait for one answer. */
  synchronized void add(Duration wait) {
    int value = (int) Math.min(Integer.MAX_VALUE, wait.toNanos() / 1_000);
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, count * 2);
    }
    micros[count++] = value;
    longestMicros = Math.max(longestMicros, value);
  }

  /** The longest wait for an answer since this was last asked. */
  synchronized Duration takeLongest() {
    int longest = longestMicros;
    longestMicros = 0;
    return ofMicros(longest);
  }

  /** How many answers there were. */
  synchronized int count() {
    return count;
  }

  /** All waits. */
  synchronized Distribution distribution() {
    return Distribution.ofMicros(Arrays.copyOf(micros, count));
  }

  private static Duration ofMicros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
