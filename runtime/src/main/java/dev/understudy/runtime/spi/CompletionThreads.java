package dev.understudy.runtime.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads on which the futures of asynchronous calls complete: our own, since user code may block
 * all workers of the common pool. What users attach to a future may block as well. Therefore one
 * more thread starts when tasks wait and none has been taken for a moment; a thread without work
 * ends. For any thread.
 */
public final class CompletionThreads implements Executor {

  /** The threads of all clients and primaries of this process. */
  public static final CompletionThreads SHARED = new CompletionThreads();

  private static final Logger LOG = LoggerFactory.getLogger(CompletionThreads.class);
  private static final long STUCK_MILLIS = 5;
  private static final long IDLE_SECONDS = 10;
  private static final int MAX_THREADS = 4_096;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicBoolean watched = new AtomicBoolean();

  CompletionThreads() {}

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (threads.get() == 0) {
      startWorker();
    }
    if (!watched.get() && watched.compareAndSet(false, true)) {
      start(this::watch, "understudy-completion-watch");
    }
  }

  private void startWorker() {
    if (threads.incrementAndGet() > MAX_THREADS || !start(this::work, "understudy-completion")) {
      threads.decrementAndGet(); // Those that there are go on.
    }
  }

  private static boolean start(Runnable body, String name) {
    try {
      Thread thread = new Thread(body, name);
      thread.setDaemon(true);
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      LOG.warn("No thread could be started to complete futures: others go on", e);
      return false;
    }
  }

  private void work() {
    Runnable task = next();
    while (task != null) {
      taken.incrementAndGet();
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("A task that completes a future failed", e);
      }
      task = next();
    }
  }

  // A thread that ends may be the last one, in the very moment in which a task comes.
  private @Nullable Runnable next() {
    try {
      Runnable task = tasks.poll(IDLE_SECONDS, TimeUnit.SECONDS);
      if (task != null) {
        return task;
      }
    } catch (InterruptedException e) {
      LOG.debug("A completion thread was interrupted by a task: it ends", e);
    }
    threads.decrementAndGet();
    if (!tasks.isEmpty() && threads.get() == 0) {
      startWorker();
    }
    return null;
  }

  private void watch() {
    long takenBefore = -1;
    try {
      while (threads.get() > 0 || !tasks.isEmpty()) {
        long takenNow = taken.get();
        if (!tasks.isEmpty() && takenNow == takenBefore) {
          startWorker();
        }
        takenBefore = takenNow;
        Thread.sleep(STUCK_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody interrupts this thread", e);
    } finally {
      watched.set(false);
    }
    if (!tasks.isEmpty() && watched.compareAndSet(false, true)) {
      start(this::watch, "understudy-completion-watch");
    }
  }
}
