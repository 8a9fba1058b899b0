package dev.understudy.example.show;

import dev.understudy.UnderstudyException;
import dev.understudy.example.BoxOfficeClient;
import dev.understudy.runtime.api.ClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The load: visitors who book until they are asked to leave, each with a thread and a connection of
 * its own.
 */
final class Visitors {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final Ledger ledger = new Ledger();
  private final Waits waits = new Waits();
  private final List<Thread> threads = new ArrayList<>();
  private final Path directory;
  private final int mostTickets;
  private final Duration pause;
  private volatile boolean leaving;

  /**
   * @param directory where the pair is
   * @param mostTickets how many tickets each of them may have
   * @param pause how long each of them waits between an answer and the next call
   */
  Visitors(Path directory, int mostTickets, Duration pause) {
    this.directory = directory;
    this.mostTickets = mostTickets;
    this.pause = pause;
  }

  /** Lets so many visitors in. */
  void enter(int count) {
    for (int number = 1; number <= count; number++) {
      String name = "visitor " + number;
      Thread thread = new Thread(() -> visit(name), name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits for the calls that are under way, and sees the visitors out. */
  void leave(Duration patience) throws InterruptedException, TimeoutException {
    leaving = true;
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis()));
      if (thread.isAlive()) {
        throw new TimeoutException(thread.getName() + " still waits for an answer.");
      }
    }
  }

  /** Waits until they have had so many more answers, all together. */
  void awaitAnswers(int more, Duration patience) throws InterruptedException, TimeoutException {
    long enough = (long) waits.count() + more;
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (waits.count() < enough) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new TimeoutException(
            "The visitors had less than "
                + more
                + " answers in "
                + Text.time(patience)
                + "; "
                + ledger.account().failures());
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  /** How long they waited. */
  Waits waits() {
    return waits;
  }

  /** What they were told. */
  Ledger ledger() {
    return ledger;
  }

  private void visit(String name) {
    ClientOptions options = ClientOptions.DEFAULTS.withName(name);
    try (BoxOfficeClient office = BoxOfficeClient.connect(directory, options)) {
      Visitor visitor = new Visitor(name, office, ledger, waits, mostTickets);
      while (!leaving) {
        visitor.call();
        LockSupport.parkNanos(pause.toNanos());
      }
    } catch (UnderstudyException e) {
      ledger.failed("visit of " + name, e);
    }
  }
}
