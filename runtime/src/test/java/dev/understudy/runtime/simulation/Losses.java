package dev.understudy.runtime.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What a pair has lost since it was whole. As long as that is one process only, the other serves
 * without a restart from the disk.
 */
final class Losses {

  private boolean wasWhole;
  private int count;

  /** The pair is whole. */
  void none() {
    wasWhole = true;
    count = 0;
  }

  /** A process is of no use to the pair from now on. */
  void add(@Nullable SimulatedProcess process) {
    if (process != null && !process.isLost) {
      process.isLost = true;
      count++;
    }
  }

  /** A former primary's patience is at an end, and the successor alone. */
  void addFormer() {
    count++;
  }

  /** Nobody is left. */
  void requireTwo() {
    if (wasWhole && count < 2) {
      throw new AssertionError("nobody is left of a pair that has lost one process");
    }
  }

  /** The pair begins anew from the disk. */
  void restarted() {
    wasWhole = false;
  }
}
