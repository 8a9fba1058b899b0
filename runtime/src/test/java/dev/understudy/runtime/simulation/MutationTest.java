package dev.understudy.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.observe.EventLog;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The checks of the simulator can fail: each fault that is built in is found. */
class MutationTest {

  private static final int MOST_RUNS = 10_000;

  /** How a mutation was found. */
  private record Found(Mutation mutation, int run, String how) {}

  @Test
  void eachMutationIsFound() throws Exception {
    ExecutorService executor =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Found>> all =
          executor.invokeAll(
              Arrays.stream(Mutation.values())
                  .map(mutation -> (java.util.concurrent.Callable<Found>) () -> find(mutation))
                  .toList());
      for (Future<Found> each : all) {
        Found found = each.get();
        System.out.printf(
            "%-29s breaks promise %-2d, and is found in run %4d: %s%n",
            found.mutation, found.mutation.promise(), found.run, found.how);
        assertThat(found.run).as("runs until %s is found", found.mutation).isLessThan(MOST_RUNS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static Found find(Mutation mutation) {
    EventLog.mute();
    Tally tally = new Tally();
    for (int run = 1; run < MOST_RUNS; run++) {
      try {
        new World(run, tally, WorldSize.NORMAL, Trace.NONE, mutation).run();
      } catch (RuntimeException | AssertionError e) {
        return new Found(mutation, run, firstLine(e));
      }
    }
    return new Found(mutation, MOST_RUNS, "not at all");
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getName());
  }
}
