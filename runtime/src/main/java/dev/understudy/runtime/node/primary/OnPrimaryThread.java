package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.node.loop.DaemonThread;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.timing.Backoff;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server class that this process serves now, on a thread of its own, once the former
 * primary is wholly gone: its ports are free only then. Tried again, with pauses, while it throws.
 */
final class OnPrimaryThread {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  // A former primary leaves after 4 s of its own ticks, which come late on a busy machine.
  private static final long PATIENCE_SECONDS = 15;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  private static final long UNTOLD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long GONE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Standby standby;
  private final Caller writer;
  private final @Nullable ProcessIdentity former;
  private final Executor onWriter;
  private volatile @Nullable String problem;
  private volatile boolean paused;
  private volatile boolean stopped;
  private boolean begun;

  /**
   * @param former the dead primary, or null at a first start
   * @param onWriter runs what it is given on the writer thread
   */
  OnPrimaryThread(
      Standby standby, Caller writer, @Nullable ProcessIdentity former, Executor onWriter) {
    this.standby = standby;
    this.writer = writer;
    this.former = former;
    this.onWriter = onWriter;
  }

  /** What the last try threw, as a sentence; null if all is well. For any thread. */
  @Nullable String problem() {
    return problem;
  }

  /** The pair ends: it is not tried again. */
  void stop() {
    stopped = true;
  }

  /** This process hands over: it is not tried now. */
  void pause() {
    paused = true;
  }

  /** This process serves on, or again. */
  void resume() {
    paused = false;
  }

  /** Begins, once in the life of this process: nothing has ended what it began. */
  void start() {
    if (begun || stopped) {
      return;
    }
    begun = true;
    if (!DaemonThread.start("on-primary", this::run)) {
      problem = "@OnPrimary was not called: its thread could not be started";
    }
  }

  private void run() {
    if (former != null) {
      awaitGone(former);
    }
    Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    while (paused || !told()) {
      LockSupport.parkNanos(pauses.next().toNanos());
    }
  }

  // One that handed over leaves by itself, unless the server class keeps it: at the latest when
  // this process has a standby, and sooner if that takes long.
  private void awaitGone(ProcessIdentity former) {
    long startNanos = System.nanoTime();
    boolean killed = false;
    while (!former.isGone()) {
      long waitedNanos = System.nanoTime() - startNanos;
      if (waitedNanos > PATIENCE_NANOS && !killed) {
        killed = true;
        onWriter.execute(
            former::kill); // A hung writer must not kill the process that would succeed.
      }
      if (waitedNanos > UNTOLD_NANOS && problem == null) {
        problem =
            "@OnPrimary waits until the former primary, process %d, is wholly gone; that one is killed after %d s"
                .formatted(former.pid(), PATIENCE_SECONDS);
        EventLog.event(problem);
      }
      LockSupport.parkNanos(GONE_POLL_NANOS);
    }
    problem = null;
  }

  private boolean told() {
    try {
      standby.promoted(writer);
      problem = null;
      return true;
    } catch (Throwable e) { // An Error, too, leaves the process without what it was to begin.
      if (stopped) {
        return true; // What it called was refused, since the pair ends: it is not to be tried
        // again.
      }
      problem = "@OnPrimary threw " + e + "; it will be tried again";
      EventLog.event("@OnPrimary threw an exception; it will be tried again", e);
      return false;
    }
  }
}
