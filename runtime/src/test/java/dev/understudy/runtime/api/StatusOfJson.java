package dev.understudy.runtime.api;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the output of {@code status --json} as a user's tool would, with a parser of others. */
public final class StatusOfJson {

  private StatusOfJson() {}

  /** The status that the text tells of. */
  public static PairStatus read(String text) {
    JsonObject json = new Gson().fromJson(text, JsonObject.class);
    JsonObject primary = part(json, "primary");
    JsonObject standby = part(json, "standby");
    JsonObject spare = json.has("spare") ? part(json, "spare") : null;
    return new PairStatus(
        json.get("service").getAsString(),
        Mode.valueOf(json.get("mode").getAsString()),
        StandbyRole.valueOf(json.get("standbyRole").getAsString()),
        PairStatus.State.valueOf(json.get("state").getAsString()),
        number(json, "epoch"),
        primary == null
            ? null
            : new PairStatus.Primary(number(primary, "pid"), number(primary, "sequence")),
        standby == null
            ? null
            : new PairStatus.Standby(
                number(standby, "pid"),
                PairStatus.Phase.valueOf(standby.get("phase").getAsString()),
                number(standby, "sequence")),
        spare == null
            ? null
            : new PairStatus.Spare(
                number(spare, "pid"), PairStatus.Phase.valueOf(spare.get("phase").getAsString())),
        elements(json.getAsJsonArray("obituaries"))
            .map(each -> obituary(each.getAsJsonObject()))
            .toList(),
        elements(json.getAsJsonArray("problems")).map(JsonElement::getAsString).toList(),
        json.has("guardian") ? number(json.getAsJsonObject("guardian"), "pid") : 0);
  }

  private static Obituary obituary(JsonObject json) {
    JsonElement lastWords = json.get("lastWords");
    return new Obituary(
        number(json, "pid"),
        json.get("role").getAsString(),
        number(json, "epoch"),
        json.get("cause").getAsString(),
        Instant.parse(json.get("detectedAt").getAsString()),
        number(json, "takeoverMicros"),
        lastWords.isJsonNull() ? null : lastWords.getAsString());
  }

  private static Stream<JsonElement> elements(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonObject part(JsonObject json, String name) {
    return json.get(name).isJsonNull() ? null : json.getAsJsonObject(name);
  }

  private static long number(JsonObject json, String name) {
    return json.get(name).getAsLong();
  }
}
