package dev.understudy.example.show;

import java.time.Duration;

/**
 * One call, from its begin to its answer.
 *
 * @param startNanos when it began, by {@link System#nanoTime}
 * @param endNanos when it was answered, by the same clock
 */
record Wait(long startNanos, long endNanos) {

  /** How long it took. */
  Duration length() {
    return Duration.ofNanos(endNanos - startNanos);
  }

  /** Whether it had begun by then. */
  boolean beganBy(long nanos) {
    return startNanos - nanos <= 0;
  }
}
