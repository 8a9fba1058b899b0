package dev.understudy.runtime.api;

import dev.understudy.Mode;
import dev.understudy.runtime.api.PairStatus.Primary;
import dev.understudy.runtime.api.PairStatus.Standby;
import dev.understudy.runtime.text.OneLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A status as people read it. */
final class StatusText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private StatusText() {}

  static String of(PairStatus status, @Nullable String why) {
    return of(status, why, ZoneId.systemDefault());
  }

  static String of(PairStatus status, @Nullable String why, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    line(text, status.service(), status.state() + (why == null ? meaning(status) : ". " + why));
    line(text, "mode", mode(status));
    if (status.epoch() > 0) {
      line(text, "epoch", Long.toString(status.epoch()));
    }
    line(text, "primary", primary(status.primary()));
    if (status.mode() != Mode.COLD) {
      line(text, "standby", standby(status.standby(), status.primary()));
    }
    PairStatus.Spare spare = status.spare();
    if (spare != null) {
      line(text, "spare", process(spare.pid()) + spare.phase().name());
    }
    if (status.mode() == Mode.COLD || status.guardianPid() != 0) {
      line(text, "guardian", guardian(status.guardianPid()));
    }
    obituaries(text, status.obituaries(), zone);
    String label = "problems";
    for (String problem : status.problems()) {
      if (!problem.equals(why)) {
        line(text, label, problem);
        label = "";
      }
    }
    return text.toString().stripTrailing();
  }

  private static String mode(PairStatus status) {
    return status.mode() == Mode.COLD
        ? "COLD"
        : status.mode() + ", standby role " + status.standbyRole();
  }

  private static String guardian(long pid) {
    return pid == 0 ? "none" : process(pid).strip();
  }

  private static String meaning(PairStatus status) {
    return switch (status.state()) {
      case PROTECTED -> "";
      case UNPROTECTED ->
          ": clients are served, but there is no "
              + (status.mode() == Mode.COLD ? "guardian" : "standby")
              + " that could "
              + (status.mode() == Mode.COLD ? "start the next primary." : "take over yet.")
              + (status.guardianPid() != 0 && status.mode() != Mode.COLD
                  ? " Were the primary to die now, its guardian would start the next one;"
                  : " Were the primary to die now, all would stand still until the next start;")
              + " no acknowledged update would be lost.";
      case DOWN ->
          ": nothing serves."
              // Not where something is known that may be in its way.
              + (status.problems().isEmpty()
                  ? " 'start' brings back every acknowledged update."
                  : "");
    };
  }

  private static String primary(@Nullable Primary primary) {
    return primary == null ? "none" : process(primary.pid()) + sequence(primary.sequence());
  }

  private static String standby(@Nullable Standby standby, @Nullable Primary primary) {
    if (standby == null) {
      return "none";
    }
    String text =
        process(standby.pid()) + sequence(standby.sequence()) + "  " + standby.phase().name();
    long lag = primary == null ? 0 : primary.sequence() - standby.sequence();
    return lag > 0 ? text + ", " + lag + " behind" : text;
  }

  private static String process(long pid) {
    return String.format(Locale.ROOT, "pid %-8d", pid);
  }

  private static String sequence(long sequence) {
    return "sequence " + sequence;
  }

  private static void obituaries(StringBuilder text, List<Obituary> obituaries, ZoneId zone) {
    if (obituaries.isEmpty()) {
      line(text, "obituaries", "none");
      return;
    }
    String label = "obituaries";
    for (Obituary obituary : obituaries) {
      line(text, label, describe(obituary, zone));
      label = "";
    }
  }

  private static String describe(Obituary obituary, ZoneId zone) {
    String line =
        time(obituary.detectedAt(), zone)
            + String.format(
                Locale.ROOT,
                "  epoch %-4d %s %d: ",
                obituary.epoch(),
                obituary.role(),
                obituary.pid())
            + obituary.cause();
    if (obituary.takeoverMicros() > 0) {
      line += String.format(Locale.ROOT, "; takeover in %s", millis(obituary.takeoverMicros()));
    }
    return obituary.lastWords() == null ? line : line + "; last words: " + obituary.lastWords();
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
  }

  private static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "%-11s %s%n", label, OneLine.of(value)));
  }
}
