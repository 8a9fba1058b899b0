package dev.understudy.runtime.launch.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** A time without a sign of life, after which a process is taken for hung; 0 is for ever. */
final class HangTimeoutConverter implements CommandLine.ITypeConverter<Duration> {

  // Two ticks: a writer gives one sign of life in each.
  private static final Duration SHORTEST = Duration.ofMillis(100);

  @Override
  public Duration convert(String value) {
    Duration time = new DurationConverter().convert(value);
    if (!time.isZero() && time.compareTo(SHORTEST) < 0) {
      throw new TypeConversionException(
          "is shorter than many a pause of a garbage collector: name at least "
              + SHORTEST.toMillis()
              + "ms, or 0 for never");
    }
    return time;
  }
}
