package dev.understudy.torture.fault;

import dev.understudy.torture.load.Clients;
import dev.understudy.torture.load.Guests;
import dev.understudy.torture.pair.TorturedPair;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One fault after the other, drawn from a seed. Confined to the thread of the rig. */
public final class Torment {

  private static final int ANSWERS = 100;
  private static final int PAUSE_MILLIS = 400;
  private static final Duration RECOVERY = Duration.ofSeconds(20);

  private final TorturedPair pair;
  private final PairKeeper keeper;
  private final Clients clients;
  private final Tally tally;
  private final Random random;
  private final Faults faults;
  private final Consumer<String> trace;

  /**
   * @param trace is told of each fault
   */
  public Torment(
      TorturedPair pair,
      PairKeeper keeper,
      Clients clients,
      Guests guests,
      Tally tally,
      Random random,
      Consumer<String> trace) {
    this.pair = pair;
    this.keeper = keeper;
    this.clients = clients;
    this.tally = tally;
    this.random = random;
    this.trace = trace;
    this.faults = new Faults(pair, keeper, guests, tally, random);
  }

  /** Inflicts the next fault, and waits for a while that is drawn too, or for what comes of it. */
  public void next() throws IOException, InterruptedException, TimeoutException {
    keeper.keep();
    FaultKind kind = draw();
    trace.accept(tally.kills() + " kills, now: " + kind.title());
    faults.inflict(kind);
    long answers = clients.ledger().answers();
    switch (random.nextInt(10)) {
      case 0 -> keeper.keep(); // And on.
      case 1 -> Thread.sleep(random.nextInt(PAUSE_MILLIS));
      case 2 -> awaitAnswersAfter(answers);
      // Who kills ever new standbys makes the pauses of the pair between them grow.
      default -> keeper.awaits(RECOVERY, pair::isProtected);
    }
  }

  private FaultKind draw() {
    Set<FaultKind> possible = faults.possible();
    int drawn = random.nextInt(possible.stream().mapToInt(FaultKind::weight).sum());
    for (FaultKind kind : possible) {
      drawn -= kind.weight();
      if (drawn < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("nothing was drawn of " + possible);
  }

  private void awaitAnswersAfter(long answers)
      throws IOException, InterruptedException, TimeoutException {
    keeper.await(
        "answers", () -> clients.areInTrouble() || clients.ledger().answers() > answers + ANSWERS);
  }

  /** Waits until the pair is whole, and for a while until its processes start sooner. */
  public void warmUp() throws IOException, InterruptedException, TimeoutException {
    recover();
    keeper.awaits(RECOVERY, pair::hasArchive);
  }

  /** Waits until the pair is whole. */
  public void recover() throws IOException, InterruptedException, TimeoutException {
    long answers = clients.ledger().answers();
    keeper.await("protected", pair::isProtected);
    awaitAnswersAfter(answers);
  }
}
