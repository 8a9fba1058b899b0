package dev.understudy.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Runs simulations: {@code -Dunderstudy.simulations=N} of them, or, to replay one, {@code
 * -Dunderstudy.seed=N}.
 */
class SimulationTest {

  private static final int SIMULATIONS = Integer.getInteger("understudy.simulations", 10_000);
  private static final Long SEED = Long.getLong("understudy.seed");

  @Test
  void thePromisesHoldWhateverDies() {
    Tally tally = new Tally();
    if (SEED != null) {
      simulate(SEED, tally);
      return;
    }
    long first = Long.getLong("understudy.firstSeed", 1);
    long startNanos = System.nanoTime();
    for (long seed = first; seed < first + SIMULATIONS; seed++) {
      simulate(seed, tally);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    System.out.printf(
        "%d simulations in %d ms, %d a second: %s%n",
        SIMULATIONS, took.toMillis(), SIMULATIONS * 1000L / Math.max(1, took.toMillis()), tally);
  }

  private static void simulate(long seed, Tally tally) {
    try {
      new World(seed, tally).run();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "seed " + seed + ": " + e + " (replay it with -Dunderstudy.seed=" + seed + ")", e);
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Tally once = new Tally();
    Tally twice = new Tally();
    for (long seed = 1; seed <= 100; seed++) {
      simulate(seed, once);
      simulate(seed, twice);
      assertThat(twice).hasToString(once.toString());
    }
  }

  @Test
  void everythingThatCanHappenDoes() {
    Tally tally = new Tally();
    for (long seed = 1; seed <= 1000; seed++) {
      simulate(seed, tally);
    }
    assertThat(tally.takeovers).isGreaterThan(1000);
    assertThat(tally.appended).isPositive();
    assertThat(tally.restarts).isGreaterThan(1000);
    assertThat(tally.drops).isPositive();
    assertThat(tally.differences).isPositive();
    assertThat(tally.skewedReigns).isPositive();
    assertThat(tally.fullDisks).isPositive();
    assertThat(tally.refused).isPositive();
    assertThat(tally.unknown).isPositive();
    assertThat(tally.acknowledged).isGreaterThan(tally.unknown);
  }
}
