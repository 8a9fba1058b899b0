package dev.understudy.torture;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.timing.Deadline;
import dev.understudy.torture.fault.PairKeeper;
import dev.understudy.torture.fault.Tally;
import dev.understudy.torture.fault.Torment;
import dev.understudy.torture.load.Clients;
import dev.understudy.torture.load.Guests;
import dev.understudy.torture.pair.Command;
import dev.understudy.torture.pair.PairFolder;
import dev.understudy.torture.pair.TorturedPair;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run in one mode, from the first start to the account. Confined to the thread of the rig. */
final class TortureRun {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int LOGS = 6;

  private final RunOptions options;
  private final PrintStream out;
  private final TorturedPair pair;
  private final Tally tally = new Tally();
  private final Guests guests;
  private final Clients clients;
  private final PairKeeper keeper;
  private final Torment torment;
  private final long beginNanos = System.nanoTime();
  private long toldNanos = beginNanos;

  private TortureRun(RunOptions options, PrintStream out, TorturedPair pair) {
    this.options = options;
    this.out = out;
    this.pair = pair;
    Random random = new Random(options.seed());
    guests = new Guests(pair);
    clients =
        new Clients(
            options.mode(),
            pair.directory(),
            options.clients(),
            Duration.ofMillis(options.pauseMillis()),
            random);
    keeper = new PairKeeper(pair, clients.ledger(), tally, random);
    torment = new Torment(pair, keeper, clients, guests, tally, random, this::trace);
  }

  /**
   * Performs one. Nothing of it is left, except for the folder of one that failed, if that is kept.
   */
  static Account perform(RunOptions options, PrintStream out)
      throws IOException, InterruptedException {
    PairFolder folder = PairFolder.create();
    out.println("The pair is in " + folder.path() + ".");
    boolean isKept = false;
    try (TorturedPair pair = new TorturedPair(folder, options.mode())) {
      Account account = new TortureRun(options, out, pair).perform();
      if (!account.isClean()) {
        out.println(folder.tails(LOGS));
        isKept = options.keep();
      }
      return account;
    } finally {
      // Nobody of the pair lives any more.
      if (!isKept) {
        folder.delete();
      }
    }
  }

  private Account perform() throws IOException, InterruptedException {
    long epochs = 0;
    try {
      torment.warmUp();
      torture();
      torment.recover();
      guests.sendHome();
      guests.judge(PairKeeper.PATIENCE).forEach(clients.ledger()::failed);
      clients.leave(PairKeeper.PATIENCE);
      clients.compareAll();
      List<Obituary> obituaries = pair.obituaries();
      tally.compare(obituaries);
      obituaries.stream()
          .filter(obituary -> obituary.cause().contains("differs"))
          .forEach(obituary -> clients.ledger().failed("two results differ: " + obituary));
      epochs = pair.status().map(PairStatus::epoch).orElse(0L);
      stop();
      // What was acknowledged outlives an orderly end too.
      keeper.await("protected", pair::isProtected);
      clients.compareAll();
      stop();
    } catch (TimeoutException e) {
      clients.ledger().failed("the pair: " + e.getMessage() + "; " + pair.status());
    } catch (IllegalStateException e) {
      clients.ledger().failed("the rig: " + e.getMessage());
    }
    return new Account(
        options,
        beginNanos,
        System.nanoTime() - beginNanos,
        epochs,
        tally,
        guests.killed(),
        clients.ledger().account(),
        clients.waits(),
        clients.histories().judge());
  }

  private void torture() throws IOException, InterruptedException, TimeoutException {
    Deadline deadline = Deadline.after(Duration.ofMinutes(options.minutes()));
    while (tally.kills() < options.kills() && !deadline.isOver() && !clients.areInTrouble()) {
      torment.next();
      if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
        toldNanos = System.nanoTime();
        out.printf(
            Locale.ROOT,
            "%5d s: %d kills, %d answers%n",
            TimeUnit.NANOSECONDS.toSeconds(toldNanos - beginNanos),
            tally.kills(),
            clients.ledger().answers());
      }
    }
  }

  private void trace(String fault) {
    if (options.trace()) {
      double seconds = (System.nanoTime() - beginNanos) / 1e9;
      out.printf(Locale.ROOT, "%8.2f %s%n", seconds, fault);
    }
  }

  private void stop() throws IOException, InterruptedException, TimeoutException {
    Command stop = pair.launch("stop", List.of());
    keeper.stopped();
    if (!stop.process().waitFor(PairKeeper.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("'stop' has not ended");
    }
    if (stop.process().exitValue() != 0) {
      clients.ledger().failed("'stop' ended with " + stop.process().exitValue() + stop.printed());
    }
    Deadline deadline = Deadline.after(PairKeeper.PATIENCE);
    while (!pair.leftovers().isEmpty() && !deadline.isOver()) {
      Thread.sleep(20);
    }
    pair.leftovers().forEach(left -> clients.ledger().failed("left after 'stop': " + left));
  }
}
