package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessExitWatch;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a primary knows of the guardian that would restart its pair. Should that die, the pair goes
 * on, unguarded, and says so. For any thread.
 */
public final class GuardianWatch {

  private final RunDirectory directory;
  private volatile @Nullable ProcessIdentity guardian;
  private volatile boolean gone;
  private volatile boolean toldOfFile;

  /** Knows of none yet. */
  public GuardianWatch(RunDirectory directory) {
    this.directory = directory;
  }

  /** Looks who guards the directory, and begins to wait for its death. */
  @SuppressWarnings("FutureReturnValueIgnored") // Telling of it does not fail.
  public void begin() {
    try {
      GuardianFile.read(directory)
          .map(file -> new ProcessIdentity(file.pid(), file.startTicks()))
          .ifPresent(
              found -> {
                guardian = found;
                ProcessExitWatch.begin(found).thenRun(this::died);
              });
    } catch (RunDirectoryException e) {
      EventLog.event("whether there is a guardian is not known", e);
    }
  }

  private void died() {
    gone = true;
    problem().ifPresent(EventLog::event);
  }

  /** Writes the file that names the guardian anew, should somebody have deleted it. Blocks. */
  public void keepFile() {
    ProcessIdentity watching = guardian;
    if (watching == null || gone) {
      return;
    }
    try {
      if (GuardianFile.read(directory).isEmpty()) {
        new GuardianFile(watching.pid(), watching.startTicks()).write(directory);
        toldOfFile = false;
        EventLog.event(
            "the file %s was deleted or damaged while the pair runs: it has been written anew"
                .formatted(directory.guardianFile()));
      }
    } catch (RunDirectoryException e) {
      if (!toldOfFile) { // And tried again every second.
        toldOfFile = true;
        EventLog.event("nobody finds the guardian", e);
      }
    }
  }

  /** Whether there is a guardian that lives and is not stopped. */
  public boolean isWatching() {
    ProcessIdentity watching = guardian;
    return watching != null && !gone && !Processes.isStopped(watching);
  }

  /** The guardian that lives; 0 without one. */
  public long watchingPid() {
    ProcessIdentity watching = guardian;
    return watching == null || gone ? 0 : watching.pid();
  }

  /** What somebody should know of a guardian that is gone, or stopped. */
  public Optional<String> problem() {
    ProcessIdentity former = guardian;
    if (former != null && !gone && Processes.isStopped(former)) {
      return Optional.of(
          "The guardian, process %d, is stopped: it starts nobody until it goes on (kill -CONT %d)."
              .formatted(former.pid(), former.pid()));
    }
    if (former == null || !gone) {
      return Optional.empty();
    }
    return Optional.of(
        "The guardian, process "
            + former.pid()
            + ", is gone: nobody starts the next primary once nobody is left to take over."
            + " To have a guardian again, stop this pair and start it anew.");
  }

  /**
   * Obituaries that a guardian began, now that a successor of the primary serves.
   *
   * @param lastWords what the primary was doing, or null
   */
  public static List<Obituary> measured(
      List<Obituary> deaths, Instant servesAt, @Nullable String lastWords) {
    List<Obituary> measured = new ArrayList<>();
    for (Obituary death : deaths) {
      boolean succeeded = death.role().equals("primary");
      // By the clock of the day: two processes have no other in common. It may be set meanwhile.
      long micros = ChronoUnit.MICROS.between(death.detectedAt(), servesAt);
      measured.add(
          new Obituary(
              death.pid(),
              death.role(),
              death.epoch(),
              death.cause(),
              death.detectedAt(),
              succeeded ? Math.max(1, micros) : 0,
              succeeded ? lastWords : death.lastWords()));
    }
    return measured;
  }
}
