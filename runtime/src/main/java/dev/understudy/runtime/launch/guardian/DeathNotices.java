package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.launch.children.ChildTask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * The deaths that a guardian has seen, on their way to the primary that succeeds them, which writes
 * them down and tells its clients. In a system property, as the child's task is. Without state.
 */
final class DeathNotices {

  private static final String FLAG = ChildTask.FLAG_PREFIX + "deaths";

  private DeathNotices() {}

  /** The flag of the child's JVM that carries them. */
  static String toFlag(List<Obituary> deaths) {
    List<String> texts = new ArrayList<>();
    for (Obituary death : deaths) {
      byte[] cause = death.cause().getBytes(StandardCharsets.UTF_8);
      texts.add(
          death.pid()
              + ","
              + death.role()
              + ","
              + death.epoch()
              + ","
              + death.detectedMicros()
              + ","
              + Base64.getUrlEncoder().withoutPadding().encodeToString(cause));
    }
    return FLAG + "=" + String.join(";", texts);
  }

  /** Takes them out of the system properties. */
  static List<Obituary> take(Properties properties) {
    List<Obituary> deaths = new ArrayList<>();
    Object value = properties.remove(FLAG.substring(2));
    if (value instanceof String text) {
      for (String part : text.split(";", -1)) {
        if (!part.isEmpty()) {
          deaths.add(parse(part.split(",", 5)));
        }
      }
    }
    return deaths;
  }

  private static Obituary parse(String[] fields) {
    byte[] cause = Base64.getUrlDecoder().decode(fields[4]);
    return new Obituary(
        Long.parseLong(fields[0]),
        fields[1],
        Long.parseLong(fields[2]),
        new String(cause, StandardCharsets.UTF_8),
        Instant.EPOCH.plus(Long.parseLong(fields[3]), ChronoUnit.MICROS),
        0,
        null);
  }
}
