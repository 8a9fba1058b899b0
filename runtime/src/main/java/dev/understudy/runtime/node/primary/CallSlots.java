package dev.understudy.runtime.node.primary;

import java.util.concurrent.Semaphore;

/**
 * How many calls the threads of this process may have under way, and how large their arguments may
 * be together: as many as a client outside. Further callers wait for their turn. For any thread but
 * the writer.
 */
final class CallSlots {

  static final int MAX_CALLS = 1_024;

  private static final int BYTES_PER_UNIT = 1_024;
  private static final int MAX_UNITS = (64 << 20) / BYTES_PER_UNIT;

  private final Semaphore calls = new Semaphore(MAX_CALLS, true);
  private final Semaphore units = new Semaphore(MAX_UNITS, true);

  /** Waits until one more call, with so many bytes of arguments, may be made. */
  void take(int bytes) throws InterruptedException {
    calls.acquire();
    try {
      units.acquire(unitsOf(bytes));
    } catch (InterruptedException e) {
      calls.release();
      throw e;
    }
  }

  /** A call has ended. */
  void giveBack(int bytes) {
    units.release(unitsOf(bytes));
    calls.release();
  }

  private static int unitsOf(int bytes) {
    return Math.min(bytes / BYTES_PER_UNIT + 1, MAX_UNITS);
  }
}
