package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does what takes too long for the writer, such as file operations and the start of a process: on
 * one thread, one task after the other, in the order in which they came. For any thread.
 */
public final class BackgroundWork {

  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor thread;

  /** Tells of no events if the calling thread tells of none. */
  public BackgroundWork() {
    boolean muted = EventLog.isMuted();
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(() -> run(task, muted), "background");
              made.setDaemon(true);
              return made;
            });
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS); // A warm-up needs it for a moment.
    thread.allowCoreThreadTimeOut(true);
  }

  private static void run(Runnable task, boolean muted) {
    if (muted) {
      EventLog.mute();
    }
    task.run();
  }

  /** Runs a task. What it throws is logged: nobody else would see it. */
  public void run(Runnable task) {
    thread.execute(() -> runLogged(task));
  }

  /** Runs a task after a pause. */
  @SuppressWarnings("FutureReturnValueIgnored") // What it throws is logged.
  public void runAfter(Duration pause, Runnable task) {
    thread.schedule(() -> runLogged(task), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      EventLog.event("a task beside the writer failed", e);
    }
  }
}
