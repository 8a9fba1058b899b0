package dev.understudy.runtime.simulation;

import java.util.SplittableRandom;

/** All that is left to chance in one simulation: the same seed, the same choices. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from 0 to one less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from one to the other, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  long seed() {
    return random.nextLong();
  }
}
