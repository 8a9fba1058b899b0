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

  /** Cuts the time, so that an obituary is the same wherever it is told. */
  public Obituary {
    detectedAt = detectedAt.truncatedTo(ChronoUnit.MICROS);
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
