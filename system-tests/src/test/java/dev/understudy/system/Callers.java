package dev.understudy.system;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.system.servers.SumsClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that keep calling a {@code Sums} while a test does its worst. Each adds 1 to a sum of its
 * own and knows what the answer must be: an update that is lost, applied twice, or failed is seen
 * at once.
 */
final class Callers implements AutoCloseable {

  private static final ClientOptions OPTIONS =
      ClientOptions.DEFAULTS.withConnectTimeout(Machine.PATIENCE).withCallTimeout(Machine.PATIENCE);

  private static final AtomicInteger LAST_NAME = new AtomicInteger();

  private final String name = "callers " + LAST_NAME.incrementAndGet();
  private final Path directory;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<AtomicLong> acknowledged = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Callers(Path directory, int count) {
    this.directory = directory;
    for (int i = 0; i < count; i++) {
      int number = i;
      acknowledged.add(new AtomicLong());
      Thread thread = new Thread(() -> callAll(number), "caller-" + number);
      threads.add(thread);
      thread.start();
    }
  }

  private void callAll(int number) {
    String key = key(number);
    AtomicLong done = acknowledged.get(number);
    try (SumsClient client = SumsClient.connect(directory, OPTIONS)) {
      while (!stopped.get()) {
        long sum = client.add(key, 1);
        long wanted = done.get() + 1;
        if (sum != wanted) {
          throw new AssertionError(key + " is " + sum + " and should be " + wanted);
        }
        done.set(sum);
        LockSupport.parkNanos(500_000); // The machine has others to serve.
      }
      if (client.sum(key) != done.get()) {
        throw new AssertionError(key + " ended as " + client.sum(key) + ", not " + done.get());
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private String key(int number) {
    return name + "." + number;
  }

  /** Waits until every caller has been answered once more, and fails if a call has failed. */
  Callers proceed() {
    check();
    List<Long> before = acknowledged.stream().map(AtomicLong::get).toList();
    Machine.await("every caller goes on")
        .until(
            () -> {
              check();
              for (int i = 0; i < before.size(); i++) {
                if (acknowledged.get(i).get() < before.get(i) + 2) {
                  return false;
                }
              }
              return true;
            });
    return this;
  }

  private void check() {
    Throwable failure = failures.peek();
    if (failure != null) {
      throw new AssertionError("a call failed: " + failure, failure);
    }
  }

  /** Ends the calls, and fails if one has failed or an update is missing. */
  void end() {
    stopped.set(true);
    for (Thread thread : threads) {
      try {
        thread.join(Machine.PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (thread.isAlive()) {
        throw new AssertionError(thread.getName() + " still waits for an answer");
      }
    }
    check();
  }

  /** Ends the calls, whatever became of them. */
  @Override
  public void close() {
    stopped.set(true);
    threads.forEach(Thread::interrupt);
  }
}
