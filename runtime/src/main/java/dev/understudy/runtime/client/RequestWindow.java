package dev.understudy.runtime.client;

import dev.understudy.runtime.wire.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session that have a number and no answer. Numbers count from 1 and span at
 * most {@link #SIZE}. Guarded by the session's lock.
 */
final class RequestWindow {

  /** How many numbers it spans. */
  static final int SIZE = 1024;

  private static final int MASK = SIZE - 1;

  // The request with number n, if it is unanswered, stands at n & MASK.
  private final @Nullable PendingCall<?>[] slots = new PendingCall<?>[SIZE];
  private long confirmed = 1;
  private long next = 1;
  private long unsent = 1;

  /** All requests below this one have been answered, or taken out. */
  long confirmed() {
    return confirmed;
  }

  /** Whether there is no number to give. */
  boolean isFull() {
    return next - confirmed == SIZE;
  }

  /** Gives a call the next number. */
  void add(PendingCall<?> call) {
    slots[slot(next)] = call;
    call.number(next++);
  }

  /**
   * The call that has a number.
   *
   * @return null if it was taken out
   * @throws MalformedInputException if there was no such number
   */
  @Nullable PendingCall<?> get(long request) {
    if (request < 1 || request >= next) {
      throw new MalformedInputException(
          "a reply to request " + request + ", where " + (next - 1) + " is the last");
    }
    return request < confirmed ? null : slots[slot(request)];
  }

  /** Whether a call is in it. */
  boolean contains(PendingCall<?> call) {
    return call.request() != 0 && slots[slot(call.request())] == call;
  }

  /** Takes a call out. */
  void remove(PendingCall<?> call) {
    slots[slot(call.request())] = null;
    while (confirmed < next && slots[slot(confirmed)] == null) {
      confirmed++;
    }
    unsent = Math.max(unsent, confirmed);
  }

  /** All that is in it is to be sent again, in order. */
  void rewind() {
    unsent = confirmed;
  }

  /** Whether {@link #takeUnsent} has, or may have, more. */
  boolean mayHaveUnsent() {
    return unsent < next;
  }

  /** The greatest number that was sent on the present connection, or is answered. */
  long lastSent() {
    return unsent - 1;
  }

  /** The next call that is to be sent, or null; it counts as sent from here on. */
  @Nullable PendingCall<?> takeUnsent() {
    while (unsent < next) {
      PendingCall<?> call = slots[slot(unsent)];
      unsent++;
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  /** The calls that are to be sent, in the order of their numbers. */
  List<PendingCall<?>> unsent() {
    return from(unsent);
  }

  /** All calls, in the order of their numbers. */
  List<PendingCall<?>> all() {
    return from(confirmed);
  }

  private List<PendingCall<?>> from(long first) {
    List<PendingCall<?>> calls = new ArrayList<>();
    for (long request = first; request < next; request++) {
      PendingCall<?> call = slots[slot(request)];
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** Starts over with the number 1; to be called when nothing is in it. */
  void reset() {
    confirmed = 1;
    next = 1;
    unsent = 1;
  }

  private static int slot(long request) {
    return (int) (request & MASK);
  }
}
