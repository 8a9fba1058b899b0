package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.loop.DaemonThread;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.os.WriterMutex;
import dev.understudy.runtime.os.WriterMutexes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of the other process's writer, on a thread of its own: the early obituary. For
 * any thread.
 */
public final class WriterWatch {

  /**
   * When the end was noticed.
   *
   * @param nanos as {@link System#nanoTime} counts
   */
  public record Notice(Instant at, long nanos) {}

  private static final long LONGEST_WAIT_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final WriterMutex mutex;
  private final ProcessIdentity owner;
  private final Consumer<Notice> ended;
  private volatile boolean stopped;

  private WriterWatch(WriterMutex mutex, ProcessIdentity owner, Consumer<Notice> ended) {
    this.mutex = mutex;
    this.owner = owner;
    this.ended = ended;
  }

  /**
   * Begins to wait.
   *
   * @param owner the other process
   * @param ended is told once, by a thread of this watch
   * @return empty if that process has no mutex, so that only its connection tells. Empty also if
   *     this process has none: a 'start' would not see it, and it must not take the fence by
   *     another's
   */
  public static Optional<WriterWatch> begin(
      RunDirectory directory, ProcessIdentity owner, Consumer<Notice> ended) {
    if (!Files.exists(WriterMutexes.file(directory, Processes.self()))) {
      return Optional.empty();
    }
    try {
      Optional<WriterMutex> mutex = WriterMutex.open(WriterMutexes.file(directory, owner));
      return mutex
          .map(there -> new WriterWatch(there, owner, ended))
          .filter(watch -> DaemonThread.start("obituary", watch::run));
    } catch (IOException e) {
      EventLog.event("the writer of process " + owner.pid() + " cannot be watched", e);
      return Optional.empty();
    }
  }

  /**
   * Has others watch the calling thread, which is the writer of this process from now on.
   *
   * @return why that cannot be, so that the end of a connection tells of its death; null if it can
   */
  public static @Nullable String beWatched(RunDirectory directory) {
    ProcessIdentity self = Processes.self();
    try {
      WriterMutex.create(WriterMutexes.file(directory, self));
      return null;
    } catch (IOException e) {
      return "only the end of its connections will tell of the death of process %d, which is late where it has much memory: %s"
          .formatted(self.pid(), e.getMessage());
    }
  }

  /**
   * What happens to it from now on is of no interest. Also to be called before this process ends: a
   * JVM waits 0.3 s for a thread that does not come back from a native function.
   */
  public void stop() {
    stopped = true;
    mutex.wake();
  }

  private void run() {
    while (!stopped) {
      switch (mutex.await(LONGEST_WAIT_MILLIS)) {
        case TIMED_OUT -> {}
        case OWNER_DIED -> {
          ended.accept(new Notice(Instant.now(), System.nanoTime()));
          return;
        }
        case BROKEN -> {
          EventLog.event("the mutex of process " + owner.pid() + " tells nothing any more");
          return;
        }
      }
    }
  }
}
