package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.GuardedPair;
import dev.understudy.runtime.core.GuardedPair.Finding;
import dev.understudy.runtime.core.RestartBackoff;
import dev.understudy.runtime.core.Restarts;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StopRequest;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.ObituaryLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.os.ZombieReaper;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that sees to it that somebody serves a directory: it starts a primary as its child,
 * leaves takeovers to the pair, and starts the next primary once nobody of the pair is left. In
 * mode COLD, where there is no standby, that is the takeover. It holds no fence and no state, so
 * that nothing is lost with it. Confined to one thread, but for {@link #stop}.
 */
final class Guardian {

  private static final int PROCESS_ONE = 1;
  private static final Duration EARLY_LOOK = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final RunDirectory directory;
  private final PrimaryProcesses primaries;
  private final long looksToSucceed;
  private final Runnable claim;
  private final Runnable serves;
  private final HangDetection judging;
  private final Semaphore wake = new Semaphore(0);
  private final Restarts restarts = new Restarts();
  private final Set<ProcessIdentity> askedToStop = new HashSet<>();

  private List<Obituary> deaths = List.of();
  private volatile boolean asksAgain;
  private volatile @Nullable String stopReason;

  /**
   * @param hangTimeout how long a standby may leave a dead primary without a successor; zero for
   *     ever
   * @param claim fails while somebody else serves the directory
   * @param serves is run when the first primary serves
   * @param judging who sees that a primary hangs
   */
  Guardian(
      RunDirectory directory,
      PrimaryProcesses primaries,
      Duration hangTimeout,
      Runnable claim,
      Runnable serves,
      HangDetection judging) {
    this.directory = directory;
    this.primaries = primaries;
    this.looksToSucceed = hangTimeout.isZero() ? 0 : Math.max(1, hangTimeout.dividedBy(EARLY_LOOK));
    this.claim = claim;
    this.serves = serves;
    this.judging = judging;
  }

  /** Asks the pair to end in order, and this guardian with it. For any thread. */
  void stop(String signal) {
    stopReason = reason(signal);
    asksAgain = true;
    wake.release();
  }

  // The command asks with a signal, too, and what the pair is sent says no more.
  private String reason(String signal) {
    try {
      Optional<String> who = StopRequest.read(directory);
      if (who.isEmpty()) {
        StopRequest.write(directory, signal);
      }
      return who.orElse(signal);
    } catch (RunDirectoryException e) {
      EventLog.event("guardian: the pair is not told who asks it to end", e);
      return signal;
    }
  }

  /**
   * Guards until the orderly end.
   *
   * @return the exit code of the process
   * @throws CommandException when somebody else serves
   */
  int run() throws InterruptedException {
    Restarts.Next next = Restarts.Next.START;
    while (next == Restarts.Next.START) {
      Optional<PairFile> before = readPair();
      Process child = start();
      next = child == null ? after(Restarts.Ending.NOT_RUN, Duration.ZERO) : guard(child, before);
      if (next == Restarts.Next.START && !pause()) {
        next = Restarts.Next.END;
      }
    }
    if (next == Restarts.Next.GIVE_UP) {
      EventLog.event(
          "guardian: gives up: %d primaries in a row could not run, and none has served; correct what ends them, and start again"
              .formatted(restarts.notRun()));
    }
    writeDownDeaths();
    return next == Restarts.Next.END ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Restarts.Next after(Restarts.Ending ending, Duration servedFor) {
    return restarts.after(ending, servedFor, stopReason != null);
  }

  // There is no next primary that would.
  private void writeDownDeaths() {
    for (Obituary death : deaths) {
      try {
        ObituaryLog.append(directory, death);
      } catch (IOException e) {
        EventLog.event("guardian: could not write an obituary of " + death.pid(), e);
      }
    }
  }

  private @Nullable Process start() {
    try {
      return primaries.start(deaths);
    } catch (IOException e) {
      EventLog.event("guardian: no primary could be started", e);
      return null;
    }
  }

  /**
   * Watches a pair to its end.
   *
   * @return what is to be done then
   */
  private Restarts.Next guard(Process child, Optional<PairFile> before)
      throws InterruptedException {
    ChildWait wait = new ChildWait(child, wake::release);
    ProcessIdentity identity =
        Processes.of(child.pid()).orElse(new ProcessIdentity(child.pid(), 0));
    PairWatch watch = new PairWatch(directory, before, identity, looksToSucceed, wake::release);
    GuardedPair pair = watch.pair();
    long servesSinceNanos = 0;
    judging.end();
    Finding finding = Finding.LIVES;
    while (finding == Finding.LIVES || finding == Finding.UNSUCCEEDED) {
      boolean served = pair.hasServed();
      await(watch.isSettled() && stopReason == null ? LOOK : EARLY_LOOK);
      if (wait.hasEnded()) {
        watch.childEnded(wait.endedAt(), wait.end(), judging.causeOr(wait.cause()));
        if (wait.end() == GuardedPair.ChildEnd.ALREADY_SERVED) {
          requireFormerPair();
          watch.adopt();
        }
      }
      finding = watch.look();
      if (!served && pair.hasServed()) {
        servesSinceNanos = System.nanoTime();
        deaths = List.of(); // It has written them down.
        judging.begin(watch.primary());
        tellServes();
      }
      if (stopReason != null) {
        askToStop(watch.primary());
      }
      if (pair.isStuck()) {
        watch.killUnsucceeding();
      }
      bury(child);
    }
    Restarts.Ending ending = pair.ending();
    if (ending == Restarts.Ending.IN_ORDER && finding == Finding.DIED && stopReason == null) {
      EventLog.event(
          "guardian: process %d was asked to end before it served (%s): no other is started"
              .formatted(wait.pid(), wait.cause()));
    }
    if (ending == Restarts.Ending.IN_ORDER
        || (ending == Restarts.Ending.REFUSED && !restarts.hasServed())) {
      return after(ending, Duration.ZERO);
    }
    Duration served =
        pair.hasServed() ? Duration.ofNanos(System.nanoTime() - servesSinceNanos) : Duration.ZERO;
    if (pair.hasServed()) {
      deaths = watch.deaths();
    }
    tellDied(pair.hasServed(), wait);
    return after(ending, served);
  }

  private void tellServes() {
    if (!restarts.hasServed()) {
      restarts.served();
      serves.run();
    }
  }

  private void await(Duration time) throws InterruptedException {
    if (wake.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  // The successor of one that died before it could stop in order is asked as well.
  private void askToStop(ProcessIdentity primary) {
    if (asksAgain) {
      asksAgain = false;
      askedToStop.clear();
    }
    if (primary.isAlive() && askedToStop.add(primary)) {
      EventLog.event(
          "guardian: stopping: " + stopReason + "; asks process " + primary.pid() + " to end");
      ProcessHandle.of(primary.pid()).ifPresent(ProcessHandle::destroy);
    }
  }

  private void requireFormerPair() {
    if (!restarts.hasServed()) {
      claim.run();
    }
  }

  private void tellDied(boolean hasServed, ChildWait wait) {
    if (hasServed) {
      List<String> dead = new ArrayList<>();
      deaths.forEach(death -> dead.add(death.role() + " " + death.pid()));
      Obituary last = deaths.get(deaths.size() - 1);
      EventLog.event(
          "guardian: nobody serves: "
              + String.join(" and ", dead)
              + " died ("
              + last.cause()
              + ")");
    } else if (stopReason != null) {
      EventLog.event("guardian: process %d has ended, before it served".formatted(wait.pid()));
    } else {
      primaries.failedToServe();
      EventLog.event(
          "guardian: process %d ended before it served (%s)".formatted(wait.pid(), wait.cause()));
    }
  }

  /** Waits until the next primary is due; returns false if none is. */
  private boolean pause() throws InterruptedException {
    Duration pause = restarts.pause();
    if (!pause.isZero()) {
      EventLog.event(
          ("guardian: %d primaries in a row served for less than %d s, so the next one is started"
                  + " in %.1f s: look for what ends them, or end this with 'stop'")
              .formatted(
                  restarts.failures(),
                  RestartBackoff.OF_USE.toSeconds(),
                  pause.toMillis() / 1000.0));
    }
    Deadline end = Deadline.after(pause);
    while (stopReason == null) {
      long leftNanos = end.leftNanos();
      if (leftNanos <= 0) {
        return true;
      }
      await(Duration.ofNanos(Math.min(leftNanos, LOOK.toNanos())));
      bury(null);
    }
    return false;
  }

  private Optional<PairFile> readPair() {
    try {
      return PairFile.read(directory);
    } catch (RunDirectoryException e) {
      EventLog.event("guardian: who served last cannot be told", e);
      return Optional.empty();
    }
  }

  private static void bury(@Nullable Process child) {
    if (ProcessHandle.current().pid() != PROCESS_ONE) {
      return;
    }
    try {
      ZombieReaper.bury(child == null ? 0 : child.pid());
    } catch (IOException e) {
      EventLog.event("guardian: the dead processes of this container cannot be listed", e);
    }
  }
}
