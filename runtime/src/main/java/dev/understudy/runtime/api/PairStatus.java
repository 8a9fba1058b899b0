package dev.understudy.runtime.api;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.text.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} tells of a pair. Immutable.
 *
 * @param service the name of the server class, without its package
 * @param mode how ready its standby is
 * @param standbyRole who asks whom
 * @param state whether the pair would survive a death now
 * @param epoch the number of the present epoch, or of the last one
 * @param primary the process that serves, or null when the pair is down
 * @param standby the process that waits to take over, or null without one
 * @param spare the process that waits to become the next standby, or null without one
 * @param obituaries the latest deaths, the newest last
 * @param problems a sentence for each thing that somebody should look at
 * @param guardianPid the process that starts the pair anew once nobody is left of it, or 0
 */
public record PairStatus(
    String service,
    Mode mode,
    StandbyRole standbyRole,
    State state,
    long epoch,
    @Nullable Primary primary,
    @Nullable Standby standby,
    @Nullable Spare spare,
    List<Obituary> obituaries,
    List<String> problems,
    long guardianPid) {

  /** Whether the pair would survive a death now. */
  public enum State {
    /** It would. */
    PROTECTED,
    /** The primary serves; its death would end the service until the next start. */
    UNPROTECTED,
    /** Nothing serves. */
    DOWN
  }

  /** How far a standby is. */
  public enum Phase {
    /** It catches up. */
    JOINING,
    /** It is level. */
    READY,
    /** It is initialised and waits, without the latest updates. */
    ASLEEP
  }

  /**
   * The process that serves.
   *
   * @param pid its process id
   * @param sequence its last update
   */
  public record Primary(long pid, long sequence) {}

  /**
   * The process that waits to take over.
   *
   * @param pid its process id
   * @param phase how far it is
   * @param sequence the last update that it has digested
   */
  public record Standby(long pid, Phase phase, long sequence) {}

  /**
   * The process that waits to become the next standby.
   *
   * @param pid its process id
   * @param phase JOINING while it starts, then ASLEEP
   */
  public record Spare(long pid, Phase phase) {}

  /** Copies the lists. */
  public PairStatus {
    obituaries = List.copyOf(obituaries);
    problems = List.copyOf(problems);
  }

  /** This status as one line of JSON, as {@code status --json} prints it. */
  public String toJson() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("service").value(service);
    json.name("mode").value(mode.name());
    json.name("standbyRole").value(standbyRole.name());
    json.name("state").value(state.name());
    json.name("epoch").value(epoch);
    json.name("primary");
    if (primary == null) {
      json.nullValue();
    } else {
      json.beginObject().name("pid").value(primary.pid());
      json.name("sequence").value(primary.sequence()).endObject();
    }
    json.name("standby");
    if (standby == null) {
      json.nullValue();
    } else {
      json.beginObject().name("pid").value(standby.pid());
      json.name("phase").value(standby.phase().name());
      json.name("sequence").value(standby.sequence()).endObject();
    }
    if (spare != null) {
      json.name("spare").beginObject().name("pid").value(spare.pid());
      json.name("phase").value(spare.phase().name()).endObject();
    }
    json.name("obituaries").beginArray();
    obituaries.forEach(obituary -> obituary.writeTo(json));
    json.endArray().name("problems").beginArray();
    problems.forEach(json::value);
    json.endArray();
    if (guardianPid != 0) {
      json.name("guardian").beginObject().name("pid").value(guardianPid).endObject();
    }
    return json.endObject().toString();
  }

  /** This status for people: several lines, without a line break at the end. */
  public String toText() {
    return toText(null);
  }

  /**
   * The same where more is known.
   *
   * @param why a sentence that says why nothing serves; null if that is all that is known
   */
  public String toText(@Nullable String why) {
    return StatusText.of(this, why);
  }
}
