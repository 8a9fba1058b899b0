package dev.understudy.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.observe.EventLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of the simulator can fail: each fault that is built in is found. */
class MutationTest {

  private static final int MOST_RUNS = 5_000;

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void isFound(Mutation mutation) {
    EventLog.mute();
    Tally tally = new Tally();
    for (int run = 1; run <= MOST_RUNS; run++) {
      try {
        new World(run, tally, WorldSize.NORMAL, Trace.NONE, mutation).run();
      } catch (RuntimeException | AssertionError e) {
        System.out.printf(
            "%-26s promise %-2d found in run %5d: %s%n",
            mutation, mutation.promise(), run, firstLine(e));
        return;
      }
    }
    assertThat(MOST_RUNS).as("runs in which %s was not found", mutation).isZero();
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getName());
  }
}
