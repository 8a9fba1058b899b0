package dev.understudy.runtime.api;

import dev.understudy.runtime.text.JsonObject;
import dev.understudy.runtime.text.JsonWriter;
import dev.understudy.runtime.text.MalformedJsonException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** An obituary as JSON: the same in {@code status --json} and in the file of obituaries. */
final class ObituaryJson {

  private ObituaryJson() {}

  static void write(Obituary obituary, JsonWriter json) {
    json.beginObject();
    json.name("pid").value(obituary.pid());
    json.name("role").value(obituary.role());
    json.name("epoch").value(obituary.epoch());
    json.name("cause").value(obituary.cause());
    json.name("detectedAt").value(obituary.detectedAt().toString());
    json.name("takeoverMicros").value(obituary.takeoverMicros());
    json.name("lastWords").value(obituary.lastWords());
    json.endObject();
  }

  static Obituary read(JsonObject json) {
    return new Obituary(
        json.number("pid"),
        json.string("role"),
        json.number("epoch"),
        json.string("cause"),
        instant(json.string("detectedAt")),
        json.number("takeoverMicros"),
        json.stringOrNull("lastWords"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedJsonException("\"detectedAt\" is no instant, but " + text);
    }
  }
}
