package dev.understudy.torture.load;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.torture.attic.AtticConnection;
import dev.understudy.torture.attic.AtticMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** All clients of a run, each with a thread. Confined to the thread of the rig. */
public final class Clients {

  /** The rig starts a pair that has ended, so that no call takes as long. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final ClientOptions OPTIONS =
      ClientOptions.DEFAULTS.withConnectTimeout(TIMEOUT).withCallTimeout(TIMEOUT);

  private final AtticMode mode;
  private final Path directory;
  private final Ledger ledger = new Ledger();
  private final Waits waits = new Waits();
  private final Histories histories = new Histories();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Starts them. */
  public Clients(AtticMode mode, Path directory, int count, Duration pause, Random seeds) {
    this.mode = mode;
    this.directory = directory;
    Client.Books books = new Client.Books(ledger, waits, histories);
    for (int i = 0; i < count; i++) {
      Client client =
          new Client(i, seeds.nextLong(), mode, directory, OPTIONS, books, pause, over::get);
      clients.add(client);
      Thread thread = new Thread(client, "client-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** What became of their calls. */
  public Ledger ledger() {
    return ledger;
  }

  /** How long they waited. */
  public Waits waits() {
    return waits;
  }

  /** What they saw of the registers. */
  public Histories histories() {
    return histories;
  }

  /** Whether a call has failed, or an answer was wrong, so that the run may as well end. */
  public boolean areInTrouble() {
    return !ledger.account().isClean();
  }

  /** Has them end, each once its call is answered. */
  public void leave(Duration patience) throws InterruptedException, TimeoutException {
    over.set(true);
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis()));
      if (thread.isAlive()) {
        throw new TimeoutException(thread.getName() + " still waits for an answer");
      }
    }
  }

  /** Compares all boxes with what must be in them. The clients have left. */
  public void compareAll() {
    try (AtticConnection connection = mode.connect(directory, OPTIONS)) {
      clients.stream()
          .filter(client -> !client.callsNoMore())
          .forEach(client -> client.compareAll(connection));
    }
  }
}
