package dev.understudy.example.show;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Many durations, from the shortest to the longest. */
final class Distribution {

  private static final int BAR = 50;

  private final int[] micros;

  private Distribution(int[] micros) {
    this.micros = micros;
    Arrays.sort(micros);
  }

  /** The distribution of these numbers, which it keeps. */
  static Distribution ofMicros(int[] micros) {
    return new Distribution(micros);
  }

  /** The distribution of these durations. */
  static Distribution of(Collection<Duration> durations) {
    return new Distribution(
        durations.stream()
            .mapToInt(each -> (int) Math.min(Integer.MAX_VALUE, each.toNanos() / 1_000))
            .toArray());
  }

  /**
   * The duration that this share of all does not exceed.
   *
   * @param share 0.5 for the median, 1 for the longest
   */
  Duration quantile(double share) {
    if (micros.length == 0) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(share * micros.length);
    return Duration.ofNanos(micros[Math.max(0, rank - 1)] * 1_000L);
  }

  /** How many there are. */
  int count() {
    return micros.length;
  }

  /** In one line. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "shortest %s, median %s, 90%% %s, 99%% %s, longest %s",
        Text.time(quantile(0)),
        Text.time(quantile(0.5)),
        Text.time(quantile(0.9)),
        Text.time(quantile(0.99)),
        Text.time(quantile(1)));
  }

  /** As bars: each for the durations that are at most twice as long as those of the one before. */
  String bars() {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (long limit = 500; from < micros.length; limit *= 2) {
      int to = from;
      while (to < micros.length && micros[to] <= limit) {
        to++;
      }
      if (to > 0) {
        int length = (int) Math.ceil((double) BAR * (to - from) / micros.length);
        text.append(
            String.format(
                Locale.ROOT,
                "  up to %8s %5d %s%n",
                Text.time(Duration.ofNanos(limit * 1_000)),
                to - from,
                "#".repeat(length)));
      }
      from = to;
    }
    return text.toString();
  }
}
