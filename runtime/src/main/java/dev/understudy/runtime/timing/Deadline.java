package dev.understudy.runtime.timing;

import java.time.Duration;

/** The moment at which waiting ends, by the clock that never jumps. Any thread may ask. */
public final class Deadline {

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** The moment that comes so long after now. */
  public static Deadline after(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  public boolean isOver() {
    return leftNanos() <= 0;
  }

  /** How long there is to wait; negative once it is over. */
  public long leftNanos() {
    return endNanos - System.nanoTime();
  }
}
