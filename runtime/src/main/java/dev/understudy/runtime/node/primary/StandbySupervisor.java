package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.ChildStarter;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.timing.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a primary has a standby: starts one at once, and another when it has died, with
 * growing pauses if they keep dying before they are of use. Called by the writer thread; the
 * starting itself takes milliseconds and is done in the background.
 */
final class StandbySupervisor {

  /** Who is told what becomes of the standby; by the writer thread. */
  interface Listener {

    /** The process exists. */
    void standbyStarted(ChildProcess process);

    /** The kernel says that the process is gone. */
    void standbyDied(ChildProcess process);
  }

  /** Where nobody is to be told. */
  static final Listener NOBODY =
      new Listener() {
        @Override
        public void standbyStarted(ChildProcess process) {}

        @Override
        public void standbyDied(ChildProcess process) {}
      };

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ChildStarter children;
  private final EventLoop loop;
  private final long epoch;
  private final BackgroundWork background;

  private Listener listener = NOBODY; // Before anybody wants a standby.
  private int attempt;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private boolean failed;
  private boolean stopped;
  // Whether the start that is due was begun or called off, whichever came first.
  private @Nullable AtomicBoolean starting;
  private @Nullable ChildProcess process;
  private @Nullable String problem;

  /**
   * @param epoch the epoch in which the standbys would serve
   */
  StandbySupervisor(ChildStarter children, EventLoop loop, BackgroundWork background, long epoch) {
    this.children = children;
    this.background = background;
    this.loop = loop;
    this.epoch = epoch;
  }

  /** The standby, or null while there is none. */
  @Nullable ChildProcess process() {
    return process;
  }

  /** Why no standby could be started the last time, as a sentence; null if one could. */
  @Nullable String problem() {
    return problem;
  }

  /** From now on there is to be a standby. */
  void start(Listener told) {
    listener = told;
    start();
  }

  /** Starts a standby, after a pause if the last ones were of no use. */
  private void start() {
    attempt++;
    int number = attempt;
    AtomicBoolean settled = new AtomicBoolean();
    starting = settled;
    Duration pause = failed ? pauses.next() : Duration.ZERO;
    background.runAfter(pause, () -> startIfDue(number, settled));
  }

  private void startIfDue(int number, AtomicBoolean settled) {
    if (settled.compareAndSet(false, true)) {
      startNow(number);
    }
  }

  private void startNow(int number) {
    try {
      ChildProcess started = children.startStandby(epoch, number);
      loop.post(() -> started(started));
      whenDead(started, () -> loop.post(() -> died(started)));
    } catch (IOException | RuntimeException | OutOfMemoryError e) { // Also: no more threads.
      EventLog.event("could not start a standby; it will be tried again", e);
      loop.post(() -> tryAgain("No standby can be started: " + e));
    }
  }

  /** Has something done once a process is dead. */
  @SuppressWarnings("FutureReturnValueIgnored") // Posting to the loop does not fail.
  static void whenDead(ChildProcess process, Runnable action) {
    process.death().thenRun(action);
  }

  private void tryAgain(String why) {
    problem = why;
    starting = null;
    failed = true;
    if (!stopped) {
      start();
    }
  }

  private void started(ChildProcess started) {
    starting = null;
    problem = null;
    process = started;
    if (stopped) {
      started.kill();
    } else {
      listener.standbyStarted(started);
    }
  }

  /** A process that was killed does not die, and must not succeed: as good as dead. */
  void giveUp(ChildProcess dismissed) {
    died(dismissed);
  }

  private void died(ChildProcess dead) {
    if (process != dead) {
      return; // It had been given up.
    }
    process = null;
    failed = true;
    listener.standbyDied(dead);
    if (!stopped) {
      start();
    }
  }

  /** The standby is level: whatever led to the deaths of those before it is over. */
  void isOfUse() {
    failed = false;
    pauses.reset();
  }

  /** Starts no more standbys. */
  void stop() {
    stopped = true;
    if (starting != null && starting.compareAndSet(false, true)) {
      starting = null; // Else it is being started at this moment, and will be killed.
    }
  }

  /** Whether there is no standby, and none is about to be. */
  boolean hasNone() {
    return process == null && starting == null;
  }
}
