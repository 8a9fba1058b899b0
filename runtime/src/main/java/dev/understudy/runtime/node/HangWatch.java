package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.PrimaryWatch;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Kills a primary that hangs, or that dies too slowly since its memory is being dumped. Its death
 * is then told by the kernel, as any other. Writer thread only.
 */
final class HangWatch {

  private final RunDirectory directory;
  private final ProcessIdentity primary;
  private final EventLoop loop;
  private final Duration hangTimeout;
  private final PrimaryWatch watch;
  private boolean spared;
  private @Nullable String cause;

  /**
   * @param hangTicks the timeout, in ticks of the caller
   */
  HangWatch(
      RunDirectory directory,
      ProcessIdentity primary,
      EventLoop loop,
      Duration hangTimeout,
      int hangTicks) {
    this.directory = directory;
    this.primary = primary;
    this.loop = loop;
    this.hangTimeout = hangTimeout;
    this.watch = new PrimaryWatch(hangTicks);
  }

  /** Why the primary was killed, or null if it was not. */
  @Nullable String cause() {
    return cause;
  }

  /** The primary has given a sign of life. */
  void heard() {
    watch.heard();
    spared = false;
  }

  void tick() {
    switch (watch.tick()) {
      case NONE -> {}
      case LOOK -> cutDumpShort();
      case TRY_DISK -> tryDisk();
      case KILL -> killIfNobodyDebugs();
    }
  }

  private void cutDumpShort() {
    if (Processes.isDumpingCore(primary)) {
      kill("it crashed, and the dump of its memory was cut short");
    }
  }

  // A write that never ends takes this thread with it, and costs no more.
  private void tryDisk() {
    Thread thread =
        new Thread(
            () -> {
              try {
                DiskTrial.run(directory);
              } catch (IOException e) {
                EventLog.event("the disk of " + directory + " answers with an error", e);
              }
              loop.post(watch::diskAnswers);
            },
            "disk-trial");
    thread.setDaemon(true);
    thread.start();
  }

  private void killIfNobodyDebugs() {
    if (!Processes.isDebugged(primary)) {
      kill("its writer made no progress for " + hangTimeout.toMillis() + " ms, and it was killed");
    } else if (!spared) {
      spared = true;
      EventLog.event(
          "primary %d makes no progress; it is spared, since a debugger may be at it"
              .formatted(primary.pid()));
    }
  }

  private void kill(String why) {
    if (cause == null && primary.kill()) {
      cause = why;
      EventLog.event("primary " + primary.pid() + " is killed: " + why);
    }
  }
}
