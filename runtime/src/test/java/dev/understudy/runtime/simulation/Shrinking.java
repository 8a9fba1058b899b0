package dev.understudy.runtime.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Makes a simulation that fails a small one, and tells what happens in it: fewer clients, calls and
 * faults, and of these the first seed that still fails.
 */
final class Shrinking {

  private static final int TRIES = 300;
  private static final int LINES = 80;

  private Shrinking() {}

  /** A simulation that fails, and how. */
  private record Failure(long seed, WorldSize size, Throwable cause) {}

  /** What to throw for a simulation that has failed: its seed, a smaller one, and its trace. */
  static AssertionError explain(
      long seed, WorldSize size, @Nullable Mutation mutation, Throwable cause) {
    Failure smallest = shrink(new Failure(seed, size, cause), mutation);
    Trace trace = new Trace(LINES);
    fails(smallest.seed, smallest.size, trace, mutation);
    return new AssertionError(
        "seed %d: %s%nreplay it with -Dunderstudy.seed=%d; a smaller one that fails: -Dunderstudy.seed=%d -Dunderstudy.size=%s: %s%n%s"
            .formatted(seed, cause, seed, smallest.seed, smallest.size, smallest.cause, trace),
        cause);
  }

  private static Failure shrink(Failure failure, @Nullable Mutation mutation) {
    Failure best = failure;
    boolean better = true;
    while (better) {
      better = false;
      for (WorldSize smaller : smaller(best.size)) {
        Failure found = smaller.equals(best.size) ? null : firstThatFails(smaller, best, mutation);
        if (found != null) {
          best = found;
          better = true;
          break;
        }
      }
    }
    return best;
  }

  private static WorldSize[] smaller(WorldSize size) {
    int clients = size.clients();
    int calls = size.calls();
    int faults = size.faults();
    return new WorldSize[] {
      new WorldSize(Math.max(1, clients / 2), calls, faults),
      new WorldSize(clients, Math.max(1, calls / 2), faults),
      new WorldSize(clients, calls, Math.max(0, faults - 1))
    };
  }

  private static @Nullable Failure firstThatFails(
      WorldSize size, Failure larger, @Nullable Mutation mutation) {
    for (int i = 0; i < TRIES; i++) {
      Throwable cause = fails(larger.seed + i, size, Trace.NONE, mutation);
      if (cause != null && kind(cause).equals(kind(larger.cause))) {
        return new Failure(larger.seed + i, size, cause);
      }
    }
    return null;
  }

  // Another failure may be another fault: the numbers in its message aside, it is to be the same.
  private static String kind(Throwable cause) {
    return cause.toString().replaceAll("[0-9]+", "N");
  }

  private static @Nullable Throwable fails(
      long seed, WorldSize size, Trace trace, @Nullable Mutation mutation) {
    try {
      new World(seed, new Tally(), size, trace, mutation).run();
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }
}
