package dev.understudy.example.show;

import dev.understudy.UnderstudyException;
import dev.understudy.example.archive.ArchiveClient;
import dev.understudy.runtime.api.ClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The load on an archive: readers who revise documents until they are asked to leave, each with a
 * thread and a connection of its own. Each knows what the answer to its next call must be, so that
 * a revision that was lost or made twice is seen at once.
 */
final class Readers {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(120);

  private final Path directory;
  private final int documents;
  private final Duration pause;
  private final Waits waits = new Waits();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean leaving;

  /**
   * @param directory where the pair is
   * @param documents how many there are
   * @param pause how long each reader waits between an answer and the next call
   */
  Readers(Path directory, int documents, Duration pause) {
    this.directory = directory;
    this.documents = documents;
    this.pause = pause;
  }

  /** Lets so many readers in. */
  void enter(int count) {
    for (int number = 1; number <= count; number++) {
      String name = "reader " + number;
      Thread thread = new Thread(() -> read(name), name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits for the calls that are under way, and sees the readers out. */
  void leave() throws InterruptedException, TimeoutException {
    leaving = true;
    for (Thread thread : threads) {
      thread.join(2 * CALL_TIMEOUT.toMillis());
      if (thread.isAlive()) {
        throw new TimeoutException(thread.getName() + " still waits for an answer.");
      }
    }
  }

  /** How long they waited. */
  Waits waits() {
    return waits;
  }

  /** How many revisions were acknowledged. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** What was not as it should be, a line each. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void read(String name) {
    ClientOptions options =
        ClientOptions.DEFAULTS
            .withName(name)
            .withCallTimeout(CALL_TIMEOUT)
            .withConnectTimeout(CALL_TIMEOUT);
    long made = 0;
    int document = name.hashCode() & 0xffff;
    try (ArchiveClient archive = ArchiveClient.connect(directory, options)) {
      while (!leaving) {
        document = (document + 7_919) % documents;
        long startNanos = System.nanoTime();
        long counted = archive.revise(document, name);
        waits.add(new Wait(startNanos, System.nanoTime()));
        made++;
        acknowledged.incrementAndGet();
        if (counted != made) {
          faults.add(name + " has made " + made + " revisions, and " + counted + " are counted");
          made = counted;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    } catch (UnderstudyException | IllegalStateException e) {
      faults.add(name + ", after " + made + " revisions: " + e);
    }
  }
}
