package dev.understudy.runtime.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time since a session was made, in nanoseconds: never negative, so that times compare. */
final class SessionClock implements LongSupplier {

  private final long originNanos = System.nanoTime();

  @Override
  public long getAsLong() {
    return System.nanoTime() - originNanos;
  }

  /** A time so much after another one; {@code Long.MAX_VALUE} when that cannot be said. */
  static long later(long nanos, long durationNanos) {
    long later = nanos + durationNanos;
    return later < 0 ? Long.MAX_VALUE : later;
  }

  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // 292 years are enough for anyone.
    }
  }
}
