package dev.understudy.runtime.node.supervision;

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
 * Sees to it that a primary has a child process of one kind, a standby or a spare: starts one at
 * once, and another when it has died, with growing pauses if they keep dying before they are of
 * use. Called by the writer thread; the starting itself takes milliseconds and is done in the
 * background.
 */
public final class ChildSupervisor {

  /** Starts one child; blocks for milliseconds. */
  public interface Starter {

    /**
     * Starts it.
     *
     * @param attempt counts the children of this kind, from 1
     * @throws IOException when no process could be made; the message says why
     */
    ChildProcess start(int attempt) throws IOException;
  }

  /** Who is told what becomes of the child; by the writer thread. */
  public interface Listener {

    /** The process exists. */
    void childStarted(ChildProcess process);

    /** The kernel says that the process is gone. */
    void childDied(ChildProcess process);
  }

  /** Where nobody is to be told. */
  public static final Listener NOBODY =
      new Listener() {
        @Override
        public void childStarted(ChildProcess process) {}

        @Override
        public void childDied(ChildProcess process) {}
      };

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String kind;
  private final Starter starter;
  private final EventLoop loop;
  private final BackgroundWork background;

  private Listener listener = NOBODY; // Before anybody wants one.
  private int attempt;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private boolean failed;
  private boolean stopped;
  // Whether the start that is due was begun or called off, whichever came first.
  private @Nullable AtomicBoolean starting;
  private @Nullable ChildProcess process;
  private @Nullable String problem;

  /**
   * @param kind what a child is, for people: {@code standby}
   */
  public ChildSupervisor(String kind, Starter starter, EventLoop loop, BackgroundWork background) {
    this.kind = kind;
    this.starter = starter;
    this.background = background;
    this.loop = loop;
  }

  /**
   * Sees to the standbys.
   *
   * @param epoch the epoch in which they would serve
   */
  public static ChildSupervisor ofStandbys(
      ChildStarter children, EventLoop loop, BackgroundWork background, long epoch) {
    return new ChildSupervisor(
        "standby", attempt -> children.startStandby(epoch, attempt), loop, background);
  }

  /** The child, or null while there is none. */
  public @Nullable ChildProcess process() {
    return process;
  }

  /** Why none could be started the last time, as a sentence; null if one could. */
  public @Nullable String problem() {
    return problem;
  }

  /** From now on there is to be a child. */
  public void start(Listener told) {
    listener = told;
    start();
  }

  /** Starts one, after a pause if the last ones were of no use. */
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
      ChildProcess started = starter.start(number);
      loop.post(() -> started(started));
      whenDead(started, () -> loop.post(() -> died(started)));
    } catch (IOException | RuntimeException | OutOfMemoryError e) { // Also: no more threads.
      EventLog.event("could not start a " + kind + "; it will be tried again", e);
      loop.post(() -> tryAgain("No " + kind + " can be started: " + e));
    }
  }

  /** Has something done once a process is dead. */
  @SuppressWarnings("FutureReturnValueIgnored") // Posting to the loop does not fail.
  public static void whenDead(ChildProcess process, Runnable action) {
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
      listener.childStarted(started);
    }
    background.run(started::begin); // It must find itself known.
  }

  /** Kills the child, if there is one. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** A process that was killed does not die, and must not succeed: as good as dead. */
  public void giveUp(ChildProcess dismissed) {
    died(dismissed);
  }

  /** The child has become something else, and is none of this kind any more. */
  void letGo() {
    process = null;
  }

  private void died(ChildProcess dead) {
    if (process != dead) {
      return; // It had been given up.
    }
    process = null;
    failed = true;
    listener.childDied(dead);
    if (!stopped) {
      start();
    }
  }

  /** The child is of use: whatever led to the deaths of those before it is over. */
  public void isOfUse() {
    failed = false;
    pauses.reset();
  }

  /** Starts no more. */
  public void stop() {
    stopped = true;
    if (starting != null && starting.compareAndSet(false, true)) {
      starting = null; // Else it is being started at this moment, and will be killed.
    }
  }

  /** Whether there is none, and none is about to be. */
  public boolean hasNone() {
    return process == null && starting == null;
  }
}
