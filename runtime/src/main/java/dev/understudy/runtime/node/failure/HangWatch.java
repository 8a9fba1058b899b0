package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.core.FailureDetector;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.loop.DaemonThread;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Kills a primary that hangs, or that dies too slowly since its memory is being dumped. Its death
 * is then told by the kernel, as any other. For one thread at a time, that of the judge.
 */
public final class HangWatch {

  // A dump takes seconds for each GB; and a look costs the reading of one small file.
  private static final long LOOK_AFTER_MILLIS = 150;

  private final RunDirectory directory;
  private final ProcessIdentity primary;
  private final Executor judge;
  private final Duration hangTimeout;
  private final FailureDetector watch;
  private boolean spared;
  private volatile @Nullable String cause;

  /**
   * @param judge runs what it is given on the judge's thread
   * @param hangTimeout how long the primary may make no progress; zero for ever
   * @param hangTicks the same, in ticks of the judge
   */
  public HangWatch(
      RunDirectory directory,
      ProcessIdentity primary,
      Executor judge,
      Duration hangTimeout,
      int hangTicks) {
    this.directory = directory;
    this.primary = primary;
    this.judge = judge;
    this.hangTimeout = hangTimeout;
    this.watch = new FailureDetector(hangTicks, ticksToLook(hangTimeout, hangTicks));
  }

  // With a long tick, this looks at every tick; otherwise a dump could be over before it is seen.
  private static int ticksToLook(Duration hangTimeout, int hangTicks) {
    long ticks = LOOK_AFTER_MILLIS * hangTicks / Math.max(1, hangTimeout.toMillis());
    return (int) Math.max(1, ticks);
  }

  /** Why the primary was killed, or null if it was not. For any thread. */
  public @Nullable String cause() {
    return cause;
  }

  /** The primary has given a sign of life. */
  public void heard() {
    watch.heard();
    spared = false;
  }

  /** A tick of the judge has passed. */
  public void tick() {
    switch (watch.tick()) {
      case NONE -> {}
      case LOOK -> cutDumpShort();
      case TRY_DISK -> tryDisk();
      case KILL -> killIfNobodyDebugs();
    }
  }

  private void cutDumpShort() {
    if (Processes.isDumpingCore(primary)) {
      kill("it crashed, and the dump of its memory was cut short", false);
    }
  }

  // A write that never ends takes this thread with it, and costs no more.
  private void tryDisk() {
    DaemonThread.start(
        "disk-trial",
        () -> {
          try {
            DiskProbe.run(directory);
          } catch (IOException e) {
            EventLog.event("the disk of " + directory + " answers with an error", e);
          }
          judge.execute(watch::diskAnswers);
        });
  }

  private void killIfNobodyDebugs() {
    if (!Processes.isDebugged(primary)) {
      kill(
          "its writer made no progress for " + hangTimeout.toMillis() + " ms, and it was killed",
          true);
    } else if (!spared) {
      spared = true;
      EventLog.event(
          "primary %d makes no progress; it is spared, since a debugger may be at it"
              .formatted(primary.pid()));
    }
  }

  private void kill(String why, boolean isHung) {
    if (cause == null && isHung) {
      LastWords.mark(directory, primary.pid(), LastWords.Mark.HUNG);
    }
    if (cause == null && primary.kill()) {
      cause = why;
      EventLog.event("primary " + primary.pid() + " is killed: " + why);
    }
  }
}
