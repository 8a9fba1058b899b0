package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.timing.Backoff;
import java.time.Duration;

/**
 * When a snapshot is made: once enough was journaled since the last one, one at a time; and if it
 * cannot be begun, again after a pause that grows. Counts ticks.
 */
public final class SnapshotSchedule {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private static final Duration LONG = Duration.ofSeconds(60);

  private final long everyBytes;
  private final Duration tick;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private long bytesSince;
  private long ticksToNextTry;
  private boolean underWay;
  private long ticksUnderWay;

  /**
   * @param everyBytes how much the journal grows between two snapshots
   * @param tick how long a tick is
   */
  public SnapshotSchedule(long everyBytes, Duration tick) {
    this.everyBytes = everyBytes;
    this.tick = tick;
  }

  /** Counts bytes that were journaled, in this epoch or before. */
  public void journaled(long bytes) {
    bytesSince += bytes;
  }

  /**
   * A tick has passed.
   *
   * @return whether a snapshot is to be begun now; from then on it is under way
   */
  public boolean tick() {
    ticksToNextTry = Math.max(0, ticksToNextTry - 1);
    ticksUnderWay++;
    if (underWay || bytesSince < everyBytes || ticksToNextTry > 0) {
      return false;
    }
    bytesSince = 0;
    return begin();
  }

  /**
   * Begins one before it is due.
   *
   * @return false if one is under way
   */
  public boolean begin() {
    if (underWay) {
      return false;
    }
    underWay = true;
    ticksUnderWay = 0;
    return true;
  }

  /** Whether one is under way. */
  public boolean isUnderWay() {
    return underWay;
  }

  /** For how long the one that is under way has been so; zero if none is. */
  public Duration underWayFor() {
    return underWay ? tick.multipliedBy(ticksUnderWay) : Duration.ZERO;
  }

  /**
   * Whether it has taken so long that people are to know: nobody knows how long it may take, and it
   * may never end.
   */
  public boolean takesLong() {
    return underWayFor().compareTo(LONG) >= 0;
  }

  /** The process that makes it was started. */
  public void started() {
    pauses.reset();
  }

  /** It could not be started: it is due again after a pause. */
  public void failedToStart() {
    underWay = false;
    bytesSince = Math.max(bytesSince, everyBytes);
    ticksToNextTry = pauses.next().dividedBy(tick);
  }

  /** It has ended, whatever came of it, or was not needed. */
  public void ended() {
    underWay = false;
  }
}
