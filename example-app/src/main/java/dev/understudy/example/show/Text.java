package dev.understudy.example.show;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Text {

  private Text() {}

  /** For example 0.12 ms, 3.4 ms, 1.2 s. */
  static String time(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis < 1) {
      return String.format(Locale.ROOT, "%.2f ms", millis);
    }
    if (millis < 999.95) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** For example 12,345. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
