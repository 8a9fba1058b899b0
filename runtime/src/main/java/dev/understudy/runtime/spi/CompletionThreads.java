package dev.understudy.runtime.spi;

import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads on which the futures of asynchronous calls complete: our own, since user code may block
 * all workers of the common pool. One thread takes one task after the other, so that a task costs
 * no change of threads while more of them come. What users attach to a future may block: then tasks
 * wait, none is taken, and one more thread goes on with them. A thread without work ends. For any
 * thread.
 */
public final class CompletionThreads implements Executor {

  /** The threads of all clients and primaries of this process. */
  public static final CompletionThreads SHARED = new CompletionThreads();

  private static final Logger LOG = LoggerFactory.getLogger(CompletionThreads.class);
  private static final long LOOK_MILLIS = 5;

  // A task that computes, or for which there is no processor, holds up others for so long at most.
  private static final int MOST_LOOKS = 20;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MAX_THREADS = 4_096;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Deque<Thread> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicBoolean watched = new AtomicBoolean();

  // True while a thread is about to look for tasks: nobody has to wake another one then.
  private final AtomicBoolean awake = new AtomicBoolean();

  CompletionThreads() {}

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (!awake.get() && awake.compareAndSet(false, true)) {
      wakeOne();
    }
    if (!watched.get() && watched.compareAndSet(false, true)) {
      start(new Thread(this::watch, "understudy-completion-watch"));
    }
  }

  private void wakeOne() {
    Thread next = idle.poll();
    if (next != null) {
      LockSupport.unpark(next);
      return;
    }
    Thread thread = new Thread(this::work, "understudy-completion");
    if (threads.size() < MAX_THREADS) { // Else those that there are go on.
      threads.add(thread);
      if (!start(thread)) {
        threads.remove(thread);
      }
    }
  }

  private static boolean start(Thread thread) {
    try {
      thread.setDaemon(true);
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      LOG.warn("No thread could be started to complete futures: others go on", e);
      return false;
    }
  }

  private void work() {
    Thread self = Thread.currentThread();
    do {
      Runnable task = tasks.poll();
      while (task != null) {
        taken.incrementAndGet();
        run(task);
        task = tasks.poll();
      }
    } while (isNeededAgain(self));
    threads.remove(self);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task that completes a future failed", e);
    }
    forgetInterrupt();
  }

  private static void forgetInterrupt() {
    if (Thread.interrupted()) {
      LOG.debug("A task has interrupted this thread: ignored");
    }
  }

  // Who adds a task finds this thread among the idle ones, or this thread finds the task.
  private boolean isNeededAgain(Thread self) {
    idle.push(self);
    awake.set(false);
    if (!tasks.isEmpty()) {
      awake.set(true);
      idle.remove(self);
      return true;
    }
    long endNanos = System.nanoTime() + IDLE_NANOS;
    while (idle.contains(self)) {
      long leftNanos = endNanos - System.nanoTime();
      if (leftNanos <= 0 && idle.remove(self)) {
        return false;
      }
      LockSupport.parkNanos(this, leftNanos);
      forgetInterrupt();
    }
    return true;
  }

  private void watch() {
    long takenBefore = -1;
    int looks = 0;
    try {
      while (!threads.isEmpty() || !tasks.isEmpty()) {
        long takenNow = taken.get();
        looks = tasks.isEmpty() || takenNow != takenBefore ? 0 : looks + 1;
        if (looks >= MOST_LOOKS || (looks > 0 && allWait())) {
          looks = 0;
          wakeOne();
        }
        takenBefore = takenNow;
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody interrupts this thread", e);
    } finally {
      watched.set(false);
    }
    if (!tasks.isEmpty() && watched.compareAndSet(false, true)) {
      start(new Thread(this::watch, "understudy-completion-watch"));
    }
  }

  // One that runs is in no task that blocks: on a busy machine it only lacks a processor.
  private boolean allWait() {
    return threads.stream().noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE);
  }
}
