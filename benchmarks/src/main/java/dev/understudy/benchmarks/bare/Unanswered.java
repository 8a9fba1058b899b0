package dev.understudy.benchmarks.bare;

import org.jspecify.annotations.Nullable;

/** The updates that the standby has not answered, in their order. Confined to the loop's thread. */
final class Unanswered {

  // More than all callers together have in flight.
  private static final int SIZE = 1 << 12;
  private static final int MASK = SIZE - 1;

  private final @Nullable Peer[] callers = new Peer[SIZE];
  private final long[] requests = new long[SIZE];
  private final long[] results = new long[SIZE];
  private long first;
  private long next;

  void add(Peer caller, long request, long result) {
    if (next - first == SIZE) {
      throw new IllegalStateException("the callers have more than " + SIZE + " in flight");
    }
    int slot = (int) (next++ & MASK);
    callers[slot] = caller;
    requests[slot] = request;
    results[slot] = result;
  }

  /**
   * Compares the standby's answer to the first of them, and writes the reply.
   *
   * @return who is to be sent it
   */
  Peer answer(long hash) {
    int slot = (int) (first++ & MASK);
    Peer caller = callers[slot];
    if (caller == null || Balances.hash(results[slot]) != hash) {
      throw new IllegalStateException("the standby's result differs at update " + first);
    }
    callers[slot] = null;
    caller.out.putLong(requests[slot]).putLong(results[slot]);
    return caller;
  }
}
