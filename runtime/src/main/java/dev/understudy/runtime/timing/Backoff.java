package dev.understudy.runtime.timing;

import java.time.Duration;

/** Pauses between tries that double each time, up to a longest one. Reads no clock. */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private Duration next;

  /**
   * @param first the pause after the first failure
   * @param longest the pause that is never exceeded
   */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause that is due now; the one after it is twice as long. */
  public Duration next() {
    Duration due = next;
    Duration doubled = due.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return due;
  }

  /** A try was of use: the next pause is the first one again. */
  public void reset() {
    next = first;
  }
}
