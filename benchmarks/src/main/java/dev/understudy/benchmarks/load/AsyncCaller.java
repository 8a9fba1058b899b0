package dev.understudy.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller that does not wait for replies, but for room: so many calls are in flight, and no
 * more. The rig's thread calls; the client's own thread tells of the replies.
 */
public final class AsyncCaller implements Load {

  private static final long PATIENCE_SECONDS = 40;

  private final Supplier<CompletableFuture<Long>> call;
  private final int inFlight;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param inFlight how many calls may be unanswered
   * @param call makes a call, and does not wait for its reply
   */
  public AsyncCaller(int inFlight, Supplier<CompletableFuture<Long>> call) {
    this.call = call;
    this.inFlight = inFlight;
    this.room = new Semaphore(inFlight);
  }

  /** Makes so many calls, and waits for all replies. */
  public void call(int calls) throws IOException, InterruptedException {
    for (int i = 0; i < calls && failure.get() == null; i++) {
      send();
    }
    awaitAll();
  }

  @Override
  public double perSecond(Duration length) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    long sent = 0;
    while (System.nanoTime() - startNanos < length.toNanos() && failure.get() == null) {
      send();
      sent++;
    }
    awaitAll();
    return sent / ((System.nanoTime() - startNanos) / 1e9);
  }

  private void send() throws IOException, InterruptedException {
    await(1);
    var unused = call.get().whenComplete(this::replied);
  }

  private void awaitAll() throws IOException, InterruptedException {
    await(inFlight);
    room.release(inFlight);
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IOException("a call of the rig has failed", thrown);
    }
  }

  private void await(int permits) throws IOException, InterruptedException {
    if (!room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("no reply of the pair");
    }
  }

  private void replied(@Nullable Long result, @Nullable Throwable thrown) {
    if (thrown != null) {
      failure.compareAndSet(null, thrown);
    }
    room.release();
  }
}
