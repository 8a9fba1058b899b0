package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.contact.PairMembers;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code drill}: kills the primary, for practice, and reports what the takeover took. */
@CommandLine.Command(
    name = "drill",
    description = "Kills the primary with SIGKILL, for practice, and reports the takeover.")
final class DrillCommand extends Command {

  private static final Duration TAKEOVER_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STANDBY_PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  DrillCommand(ServerClass serverClass, Console console) {
    super(serverClass, console);
  }

  @Override
  int run() throws InterruptedException {
    RunDirectory dir = directory();
    PairContact contact = contact(dir);
    PairContact.Found found = contact.find();
    PairFile served = RunningPair.require(found, dir);
    PairStatus before = found.status();
    requireProtected(before);
    if (served.place().isAnotherNamespace()) {
      throw failed(
          "No drill: the pair runs in another PID namespace (a container?), where its processes have"
              + " other numbers than here. Run the drill there.");
    }
    Optional<ProcessIdentity> primary = PairMembers.primary(served);
    // The primary answered a moment ago, under this epoch. Its number belongs to the same process
    // only if nothing has changed since.
    if (primary.isEmpty() || !isUnchanged(contact, before)) {
      throw failed("The pair changed while it was looked at: try again.");
    }
    LastWords.mark(dir, primary.get().pid(), LastWords.Mark.DRILL);
    Instant killedAt = Instant.now();
    if (!primary.get().kill()) {
      LastWords.mark(dir, primary.get().pid(), LastWords.Mark.UNKNOWN);
      throw failed(
          "Process " + served.primaryPid() + " could not be killed: run the drill as its owner.");
    }
    console.out().println("Killed the primary, process " + served.primaryPid() + ".");
    PairStatus after = awaitSuccessor(contact, before, served.primaryPid());
    report(after, served.primaryPid(), killedAt);
    return awaitStandby(contact, after);
  }

  private static boolean isUnchanged(PairContact contact, PairStatus before)
      throws InterruptedException {
    PairStatus now = contact.find().status();
    return now.epoch() == before.epoch() && now.state() == PairStatus.State.PROTECTED;
  }

  private static void requireProtected(PairStatus status) {
    if (status.state() != PairStatus.State.PROTECTED) {
      throw failed(
          "No drill: the pair is "
              + status.state()
              + ", so killing its primary would end the service. Wait until 'status' says"
              + " PROTECTED.");
    }
  }

  private static PairStatus awaitSuccessor(PairContact contact, PairStatus before, long killedPid)
      throws InterruptedException {
    Deadline deadline = Deadline.after(TAKEOVER_PATIENCE);
    while (!deadline.isOver()) {
      PairContact.Found found = contact.find();
      PairStatus status = found.status();
      if (found.served() != null
          && status.epoch() > before.epoch()
          && obituaryOf(status, killedPid) != null) {
        return status;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    throw failed(
        "No successor serves, with an obituary of process "
            + killedPid
            + ", after "
            + TAKEOVER_PATIENCE.toSeconds()
            + " s: look at 'status' and at the files in logs.");
  }

  private void report(PairStatus after, long killedPid, Instant killedAt) {
    PairStatus.Primary successor = after.primary();
    String who = successor == null ? "its standby" : "process " + successor.pid();
    Obituary obituary = obituaryOf(after, killedPid);
    if (obituary == null) {
      throw new IllegalStateException("the obituary of process " + killedPid + " was there");
    }
    long detectionMicros = ChronoUnit.MICROS.between(killedAt, obituary.detectedAt());
    printf(
        "Detected after %.1f ms (%s); takeover in %.1f ms. Now %s serves, in epoch %d.%n",
        detectionMicros / 1000.0,
        obituary.cause(),
        obituary.takeoverMicros() / 1000.0,
        who,
        after.epoch());
  }

  private static @Nullable Obituary obituaryOf(PairStatus status, long pid) {
    Obituary latest = null;
    for (Obituary obituary : status.obituaries()) {
      if (obituary.pid() == pid) {
        latest = obituary;
      }
    }
    return latest;
  }

  private int awaitStandby(PairContact contact, PairStatus after) throws InterruptedException {
    Deadline deadline = Deadline.after(STANDBY_PATIENCE);
    PairStatus now = after;
    while (now.state() != PairStatus.State.PROTECTED) {
      if (deadline.isOver()) {
        throw failed(
            "No new standby is READY after "
                + STANDBY_PATIENCE.toSeconds()
                + " s, so the pair is UNPROTECTED: look at 'status' and at the files in logs.");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      now = contact.find().status();
    }
    PairStatus.Standby standby = now.standby();
    console
        .out()
        .println(
            "PROTECTED again"
                + (standby == null ? "." : ": the new standby is process " + standby.pid() + "."));
    return ExitCode.DONE;
  }
}
