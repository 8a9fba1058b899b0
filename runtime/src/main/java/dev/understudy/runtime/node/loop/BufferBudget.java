package dev.understudy.runtime.node.loop;

/**
 * The memory that all connections of a process share for what they receive and send. Each frame is
 * bounded, and their sum is bounded here, so that no number of callers fills the heap. Writer
 * thread only.
 */
final class BufferBudget {

  private static final int PARTS_OF_THE_HEAP = 12;
  // The largest frame: of a small heap, one call with large arguments takes several times as much.
  private static final long LEAST_BYTES = 17L << 20;

  private final long limitBytes;
  private long usedBytes;

  BufferBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** A twelfth of the heap. */
  static BufferBudget ofHeap() {
    return new BufferBudget(
        Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / PARTS_OF_THE_HEAP));
  }

  /** Takes so many bytes, if they are there. */
  boolean tryTake(long bytes) {
    if (usedBytes + bytes > limitBytes) {
      return false;
    }
    usedBytes += bytes;
    return true;
  }

  /** Counts bytes in use; negative if fewer. Output cannot be refused, so this never fails. */
  void adjust(long bytes) {
    usedBytes += bytes;
  }

  /** Whether all of it is in use. */
  boolean isExhausted() {
    return usedBytes >= limitBytes;
  }
}
