package dev.understudy.example.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long visitors waited for their answers. For any thread. */
final class Waits {

  private int[] micros = new int[1024];
  private int count;
  private List<Wait> watched = new ArrayList<>();
  private boolean watching;

  /** Notes the wait for one answer. */
  synchronized void add(Wait wait) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, count * 2);
    }
    micros[count++] = (int) Math.min(Integer.MAX_VALUE, wait.length().toNanos() / 1_000);
    if (watching) {
      watched.add(wait);
    }
  }

  /** From now on, each wait is kept. */
  synchronized void watch() {
    watching = true;
  }

  /** The waits that ended since {@link #watch}, which ends. */
  synchronized List<Wait> watched() {
    List<Wait> all = watched;
    watched = new ArrayList<>();
    watching = false;
    return all;
  }

  /** How many answers there were. */
  synchronized int count() {
    return count;
  }

  /** All waits. */
  synchronized Distribution distribution() {
    return Distribution.ofMicros(Arrays.copyOf(micros, count));
  }
}
