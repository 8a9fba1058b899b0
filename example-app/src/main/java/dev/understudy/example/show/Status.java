package dev.understudy.example.show;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --json} prints, as far as the show needs it.
 *
 * @param mode {@code HOT}, {@code WARM} or {@code COLD}
 * @param standbyRole {@code SERVER} or {@code CLIENT}
 * @param state {@code PROTECTED}, {@code UNPROTECTED} or {@code DOWN}
 * @param epoch the number of the reign
 * @param primary the process that serves, or null
 * @param standby the process that waits to take over, or null
 * @param obituaries the latest deaths, the newest last
 */
record Status(
    String mode,
    String standbyRole,
    String state,
    long epoch,
    @Nullable Member primary,
    @Nullable Member standby,
    List<Obituary> obituaries) {

  private static final Gson GSON = new Gson();

  /** One process of the pair, and its last update. */
  record Member(long pid, long sequence) {}

  /**
   * A death as the pair noticed it.
   *
   * @param detectedAt an instant as ISO 8601 has it
   */
  record Obituary(long pid, String role, String cause, String detectedAt, long takeoverMicros) {

    Instant detected() {
      return Instant.parse(detectedAt);
    }
  }

  /**
   * Reads the output of the command.
   *
   * @return the status, or empty if there is none in it
   */
  static Optional<Status> parse(String output) {
    return output.lines().filter(line -> line.startsWith("{")).findFirst().map(Status::read);
  }

  private static Status read(String json) {
    Status status = GSON.fromJson(json, Status.class);
    if (status.state == null || status.obituaries == null) {
      throw new JsonParseException("This is not the status of a pair: " + json);
    }
    return status;
  }

  /** Whether a primary serves, and its death would be survived. */
  boolean isProtected() {
    return state.equals("PROTECTED") && primary != null;
  }

  /** The mode, and the standby role where there is a standby. */
  String describeMode() {
    return mode.equals("COLD") ? mode : mode + ", " + standbyRole;
  }

  /** The process that serves. Only while it is protected. */
  Member serving() {
    return required(primary);
  }

  /** The process in the wings. Only while it is protected by one. */
  Member waiting() {
    return required(standby);
  }

  /** Whether one of the two processes has this number. */
  boolean names(long pid) {
    return (primary != null && primary.pid() == pid) || (standby != null && standby.pid() == pid);
  }

  /** The obituary of a process, once the pair has one. */
  Optional<Obituary> obituaryOf(long pid) {
    return obituaries.stream().filter(each -> each.pid() == pid).reduce((one, later) -> later);
  }

  /** In a few words. */
  String describe() {
    return state
        + ", epoch "
        + epoch
        + ", primary "
        + (primary == null ? "none" : primary.pid())
        + ", standby "
        + (standby == null ? "none" : standby.pid());
  }

  private Member required(@Nullable Member member) {
    if (member == null) {
      throw new IllegalStateException("The pair is " + state + " and not protected.");
    }
    return member;
  }
}
