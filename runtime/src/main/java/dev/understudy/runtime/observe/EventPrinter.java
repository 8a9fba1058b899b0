package dev.understudy.runtime.observe;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Prints events by a thread of its own: a terminal that was stopped (Ctrl-S), or a full pipe, takes
 * no more, and the writer must not wait for it. What waits is bounded; what is beyond that is
 * counted. For any thread.
 */
final class EventPrinter {

  /** How many events wait at most. */
  static final int MOST_WAITING = 4096;

  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);

  private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final LongConsumer tellDropped;
  private final boolean hasThread;

  /**
   * @param tellDropped prints how many events were not
   */
  EventPrinter(LongConsumer tellDropped) {
    this.tellDropped = tellDropped;
    this.hasThread = tryStart();
  }

  private boolean tryStart() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> flush(PATIENCE_AT_THE_END), "last-events"));
      Thread thread = new Thread(this::run, "events");
      thread.setDaemon(true);
      thread.start();
      return true;
    } catch (IllegalStateException | OutOfMemoryError e) {
      return false; // The process is about to end, or can have no more threads.
    }
  }

  /** Has something printed, in the order of the calls. Does not wait. */
  void print(Runnable printing) {
    if (!hasThread) {
      printing.run();
    } else if (!waiting.offer(printing)) {
      dropped.incrementAndGet();
    }
  }

  /** Waits until all that was given before is printed, or for so long. */
  void flush(Duration patience) {
    if (!hasThread) {
      return;
    }
    CountDownLatch printed = new CountDownLatch(1);
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    try {
      if (waiting.offer(printed::countDown, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        boolean done = printed.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        assert done || System.nanoTime() >= deadlineNanos;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The interrupter wants this process to end now.
    }
  }

  private void run() {
    while (true) {
      try {
        waiting.take().run();
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          tellDropped.accept(lost);
        }
      } catch (InterruptedException | RuntimeException | Error e) { // It lives with the process.
        System.err.println("An event could not be printed: " + e);
      }
    }
  }
}
