package dev.understudy.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Callers that each wait for their reply before they call again. Each has a daemon thread of its
 * own for as long as a round lasts.
 */
public final class BlockingCallers implements Load {

  private static final long PATIENCE_MILLIS = 40_000;

  private final List<Call> calls;

  /**
   * @param calls what each caller does, again and again
   */
  public BlockingCallers(List<Call> calls) {
    this.calls = List.copyOf(calls);
  }

  @Override
  public double perSecond(Duration length) throws IOException, InterruptedException {
    Round round = new Round(calls.size());
    List<Thread> threads = new ArrayList<>();
    for (Call call : calls) {
      Thread thread = new Thread(() -> round.run(call), "caller");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    try {
      return round.measure(length);
    } finally {
      round.over = true;
      for (Thread thread : threads) {
        thread.join(PATIENCE_MILLIS);
      }
    }
  }

  /** What the threads of one round share. */
  private static final class Round {

    private final CountDownLatch begun;
    private final LongAdder replies = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    Round(int callers) {
      begun = new CountDownLatch(callers);
    }

    void run(Call call) {
      begun.countDown();
      try {
        while (!over) {
          call.call();
          replies.increment();
        }
      } catch (IOException | InterruptedException | RuntimeException e) {
        failure.compareAndSet(null, e);
      }
    }

    double measure(Duration length) throws IOException, InterruptedException {
      begun.await();
      long before = replies.sum();
      long startNanos = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
      long after = replies.sum();
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw new IOException("a call of the rig has failed", thrown);
      }
      return (after - before) / seconds;
    }
  }
}
