package dev.understudy.runtime.launch.guardian;

import java.time.Duration;

/**
 * How long a guardian waits before it starts the next primary: not at all, unless those before it
 * served for next to no time; then longer each time. Confined to one thread.
 */
final class RestartBackoff {

  /** Who served so long was of use: what ended it is no crash loop. */
  static final Duration OF_USE = Duration.ofSeconds(1);

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 16;

  private int failures;

  /** A primary has died that served for so long, and ended by itself. */
  void died(Duration served) {
    failures = served.compareTo(OF_USE) >= 0 ? 0 : failures + 1;
  }

  /** A primary has served, and was killed from outside: that says nothing of the next one. */
  void wasKilled() {
    failures = 0;
  }

  /** How many in a row were of no use. */
  int failures() {
    return failures;
  }

  /** The pause that is due now. The first of no use may have been an accident. */
  Duration next() {
    if (failures < 2) {
      return Duration.ZERO;
    }
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 2, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
