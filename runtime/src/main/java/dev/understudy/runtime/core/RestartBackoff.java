package dev.understudy.runtime.core;

import dev.understudy.runtime.timing.Backoff;
import java.time.Duration;

/**
 * How long a guardian waits before it starts the next primary: not at all, unless those before it
 * served for next to no time; then longer each time. Confined to one thread.
 */
public final class RestartBackoff {

  /** A primary that served this long was of use: its end is no crash loop. */
  public static final Duration OF_USE = Duration.ofSeconds(1);

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Backoff pauses = new Backoff(FIRST, LONGEST);
  private int failures;

  /** A primary has died that served for so long, and ended by itself. */
  public void died(Duration served) {
    if (served.compareTo(OF_USE) >= 0) {
      wasKilled();
    } else {
      failures++;
    }
  }

  /** A primary has served, and was killed from outside: that says nothing of the next one. */
  public void wasKilled() {
    failures = 0;
    pauses.reset();
  }

  /** How many in a row were of no use. */
  public int failures() {
    return failures;
  }

  /** The pause that is due now. The first of no use may have been an accident. */
  public Duration next() {
    return failures < 2 ? Duration.ZERO : pauses.next();
  }
}
