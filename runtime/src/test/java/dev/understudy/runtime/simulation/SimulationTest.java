package dev.understudy.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.observe.EventLog;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Runs simulations: as many as ten seconds hold, or {@code -Dunderstudy.simulations=N}, from {@code
 * -Dunderstudy.firstSeed=N} on; or, to replay one, {@code -Dunderstudy.seed=N} and, if it was
 * shrunk, {@code -Dunderstudy.size=CLIENTS,CALLS,FAULTS}.
 */
class SimulationTest {

  private static final long FIRST_SEED = Long.getLong("understudy.firstSeed", 1);
  private static final Integer SIMULATIONS = Integer.getInteger("understudy.simulations");
  private static final Long SEED = Long.getLong("understudy.seed");
  private static final WorldSize SIZE =
      WorldSize.parse(System.getProperty("understudy.size", WorldSize.NORMAL.toString()));
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int ENOUGH = 10_000;

  @Test
  void thePromisesHoldWhateverDies() throws Exception {
    if (SEED != null) {
      simulate(SEED, new Tally());
      return;
    }
    long startNanos = System.nanoTime();
    AtomicLong next = new AtomicLong(FIRST_SEED);
    int workers = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    Tally tally = new Tally();
    try {
      List<Future<Tally>> tallies =
          executor.invokeAll(Collections.nCopies(workers, () -> simulateAll(next, startNanos)));
      for (Future<Tally> each : tallies) {
        tally.add(each.get());
      }
    } finally {
      executor.shutdownNow();
    }
    long millis = 1 + Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    System.out.printf(
        "%d simulations from seed %d on, %d a minute: %s%n",
        tally.runs, FIRST_SEED, tally.runs * 60_000 / millis, tally);
    assertThat(tally.runs).isPositive();
  }

  private static Tally simulateAll(AtomicLong next, long startNanos) {
    Tally tally = new Tally();
    long seed = next.getAndIncrement();
    while (isWanted(seed - FIRST_SEED, System.nanoTime() - startNanos)) {
      simulate(seed, tally);
      seed = next.getAndIncrement();
    }
    return tally;
  }

  private static boolean isWanted(long runs, long nanos) {
    return SIMULATIONS != null ? runs < SIMULATIONS : runs < ENOUGH && nanos < TIME.toNanos();
  }

  private static void simulate(long seed, Tally tally) {
    EventLog.mute();
    try {
      new World(seed, tally, SIZE, Trace.NONE, null).run();
      tally.runs++;
    } catch (RuntimeException | AssertionError e) {
      throw Shrinking.explain(seed, SIZE, null, e);
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Tally once = new Tally();
    Tally twice = new Tally();
    for (long seed = 1; seed <= 50; seed++) {
      simulate(seed, once);
      simulate(seed, twice);
      assertThat(twice).hasToString(once.toString());
    }
  }

  @Test
  void everythingThatCanHappenDoes() {
    Tally tally = new Tally();
    for (long seed = 1; seed <= 1_000; seed++) {
      simulate(seed, tally);
    }
    assertThat(tally.takeovers - tally.restarts).isGreaterThan(100);
    assertThat(tally.restarts).isGreaterThan(400);
    assertThat(tally.appended).isPositive();
    assertThat(tally.drops).isPositive();
    assertThat(tally.dismissals).isPositive();
    assertThat(tally.differences).isPositive();
    assertThat(tally.skewedServes).isPositive();
    assertThat(tally.fullDisks).isPositive();
    assertThat(tally.refused).isPositive();
    assertThat(tally.obituaries).isPositive();
    assertThat(tally.unprotected).isPositive();
    assertThat(tally.unknown).isPositive();
    assertThat(tally.switchovers).isGreaterThan(100);
    assertThat(tally.releases).isPositive();
    assertThat(tally.brokenOff).isPositive();
    assertThat(tally.servedOn).isPositive();
    assertThat(tally.tookOverAgain).isPositive();
    assertThat(tally.snapshots).isGreaterThan(100);
    assertThat(tally.snapshottersDied).isPositive();
    assertThat(tally.powerLosses).isPositive();
    assertThat(tally.halted).isPositive();
    assertThat(tally.clientsKilled).isPositive();
    assertThat(tally.spawnsFailed).isPositive();
    assertThat(tally.ordersChecked).isGreaterThan(20);
    assertThat(tally.acknowledged).isGreaterThan(tally.unknown);
  }
}
