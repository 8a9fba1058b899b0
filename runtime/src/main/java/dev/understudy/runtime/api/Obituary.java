package dev.understudy.runtime.api;

import dev.understudy.runtime.text.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The notice that a process of the pair has died.
 *
 * @param pid the dead process
 * @param role what it was: {@code primary} or {@code standby}
 * @param epoch the epoch in which it died
 * @param cause how its death was noticed
 * @param detectedAt when the notice was received, to the microsecond
 * @param takeoverMicros the time from the notice until its successor served, or 0 for a standby
 * @param lastWords what it was doing, or null if that is not known
 */
public record Obituary(
    long pid,
    String role,
    long epoch,
    String cause,
    Instant detectedAt,
    long takeoverMicros,
    @Nullable String lastWords) {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  /** Cuts the time, so that an obituary is the same wherever it is told. */
  public Obituary {
    detectedAt = detectedAt.truncatedTo(ChronoUnit.MICROS);
    try {
      microsOf(detectedAt);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a death that no message can tell: " + detectedAt, e);
    }
  }

  /** When the notice was received, in microseconds since 1970. */
  public long detectedMicros() {
    return microsOf(detectedAt);
  }

  // On JDK 17 ChronoUnit.MICROS.between fails for a time that is 300 years away.
  private static long microsOf(Instant at) {
    long seconds = at.getEpochSecond();
    long micros = at.getNano() / NANOS_PER_MICRO;
    return seconds < 0 && micros > 0
        ? Math.addExact(
            Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros);
  }

  void writeTo(JsonWriter json) {
    json.beginObject();
    json.name("pid").value(pid);
    json.name("role").value(role);
    json.name("epoch").value(epoch);
    json.name("cause").value(cause);
    json.name("detectedAt").value(detectedAt.toString());
    json.name("takeoverMicros").value(takeoverMicros);
    json.name("lastWords").value(lastWords);
    json.endObject();
  }
}
