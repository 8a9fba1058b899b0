package dev.understudy.runtime.client;

import dev.understudy.runtime.wire.MalformedInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session: which numbers they have, which are unanswered, and what is sent on
 * which connection. No I/O, no clock, no threads: guarded by the session's lock.
 *
 * <p>Numbers count from 1 and span at most {@link #MAX_IN_FLIGHT}: the oldest unanswered request is
 * {@link #confirmed}, and the server may forget the results of all below it. So a server holds at
 * most that many results for a session. Who finds no room waits in line.
 *
 * <p><b>Given up.</b> A call that has timed out or was interrupted is never sent again, and counts
 * as answered for {@code confirmed}: nobody waits for its result. It is nevertheless applied at
 * most once. A copy of it may still lie in the buffer of an old connection, and there are two
 * cases. If it has not been applied yet, reading the copy applies it for the first time: it may
 * have been applied or not is just what its caller was told. If another copy was applied before,
 * the server still holds its result, unless it has heard of a {@code confirmed} above it; and then
 * it drops every request below that. What a server has heard lies in the log with the updates, so
 * its successor knows as much. Therefore the server must never apply a request below the highest
 * {@code confirmed} that it has seen, nor one whose result it holds.
 */
final class Conversation {

  /** How many requests may be in flight. */
  static final int MAX_IN_FLIGHT = 1024;

  /** How many bytes of arguments may be in flight; a single request may always go. */
  static final long MAX_IN_FLIGHT_BYTES = 64 << 20;

  private static final int MASK = MAX_IN_FLIGHT - 1;

  // The request with number n, if it is unanswered, stands at n & MASK.
  private final @Nullable PendingCall<?>[] window = new PendingCall<?>[MAX_IN_FLIGHT];
  private final Deque<PendingCall<?>> waiting = new ArrayDeque<>();

  private long confirmed = 1;
  private long next = 1;
  private long unsent = 1;
  private int inFlight;
  private long bytesInFlight;

  // Never later than the earliest deadline of all calls; exact only after a look at all of them.
  private long earliestDeadlineNanos = Long.MAX_VALUE;

  /** Takes a call: it gets a number now, or once it is its turn. */
  void submit(PendingCall<?> call) {
    earliestDeadlineNanos = Math.min(earliestDeadlineNanos, call.deadlineNanos());
    waiting.add(call);
    admit();
  }

  /** A new connection serves: all that is unanswered is to be sent again, in order. */
  void reconnected() {
    unsent = confirmed;
  }

  /** The next call to send on the present connection, or null; it counts as sent from here on. */
  @Nullable PendingCall<?> takeNextToSend() {
    while (unsent < next) {
      PendingCall<?> call = window[slot(unsent)];
      unsent++;
      if (call != null) {
        call.markSent();
        return call;
      }
    }
    return null;
  }

  /** Whether {@link #takeNextToSend} may have more. */
  boolean hasUnsent() {
    return unsent < next;
  }

  /**
   * A request was answered: it leaves the conversation.
   *
   * @return its call; null when it was answered before, or was given up
   * @throws MalformedInputException when there was no such request
   */
  @Nullable PendingCall<?> answered(long request) {
    if (request < 1 || request >= next) {
      throw new MalformedInputException(
          "a reply to request " + request + ", where " + (next - 1) + " is the last");
    }
    if (request < confirmed) {
      return null;
    }
    PendingCall<?> call = window[slot(request)];
    if (call != null) {
      remove(call);
      admit();
    }
    return call;
  }

  /**
   * Gives a call up.
   *
   * @return whether it was still part of the conversation: if not, it has been answered or failed
   */
  boolean giveUp(PendingCall<?> call) {
    if (call.request() == 0) {
      return waiting.remove(call);
    }
    if (window[slot(call.request())] != call) {
      return false;
    }
    remove(call);
    admit();
    return true;
  }

  /** Gives up all calls whose deadline has come. */
  List<PendingCall<?>> takeExpired(long nowNanos) {
    if (nowNanos < earliestDeadlineNanos) {
      return List.of();
    }
    List<PendingCall<?>> expired = new ArrayList<>();
    long earliest = Long.MAX_VALUE;
    for (PendingCall<?> call : all()) {
      if (call.deadlineNanos() <= nowNanos) {
        expired.add(call);
      } else {
        earliest = Math.min(earliest, call.deadlineNanos());
      }
    }
    for (PendingCall<?> call : expired) {
      giveUp(call);
    }
    earliestDeadlineNanos = earliest;
    return expired;
  }

  /**
   * The session has ended at the server, and a new one will be opened, whose numbers begin at 1
   * again. Updates that may have been applied in the old one must not be sent in the new one.
   * Queries, and what no server has seen, go on.
   *
   * @return the updates whose outcome will never be known
   */
  List<PendingCall<?>> sessionEnded() {
    List<PendingCall<?>> lost = new ArrayList<>();
    List<PendingCall<?>> kept = new ArrayList<>();
    for (PendingCall<?> call : takeAll()) {
      (call.sent() && call.operation().isUpdate() ? lost : kept).add(call);
    }
    confirmed = 1;
    next = 1;
    unsent = 1;
    kept.forEach(this::submit);
    return lost;
  }

  /** Gives up all calls, in their order. */
  List<PendingCall<?>> takeAll() {
    List<PendingCall<?>> all = all();
    waiting.clear();
    for (PendingCall<?> call : all) {
      if (call.request() != 0) {
        remove(call);
        call.number(0);
      }
    }
    earliestDeadlineNanos = Long.MAX_VALUE;
    return all;
  }

  /** All requests below this one have been answered, or given up. */
  long confirmed() {
    return confirmed;
  }

  /** The number of calls that are neither answered nor given up, waiting ones included. */
  int unanswered() {
    return inFlight + waiting.size();
  }

  /** No deadline is before this; {@code Long.MAX_VALUE} without calls. */
  long earliestDeadlineNanos() {
    return earliestDeadlineNanos;
  }

  private List<PendingCall<?>> all() {
    List<PendingCall<?>> all = new ArrayList<>(unanswered());
    for (long request = confirmed; request < next; request++) {
      PendingCall<?> call = window[slot(request)];
      if (call != null) {
        all.add(call);
      }
    }
    all.addAll(waiting);
    return all;
  }

  private void remove(PendingCall<?> call) {
    window[slot(call.request())] = null;
    inFlight--;
    bytesInFlight -= call.arguments().size();
    while (confirmed < next && window[slot(confirmed)] == null) {
      confirmed++;
    }
    unsent = Math.max(unsent, confirmed);
  }

  private void admit() {
    PendingCall<?> call = waiting.peek();
    while (call != null && hasRoomFor(call)) {
      waiting.remove();
      window[slot(next)] = call;
      inFlight++;
      bytesInFlight += call.arguments().size();
      call.number(next++);
      call = waiting.peek();
    }
  }

  private boolean hasRoomFor(PendingCall<?> call) {
    return next - confirmed < MAX_IN_FLIGHT
        && (inFlight == 0 || bytesInFlight + call.arguments().size() <= MAX_IN_FLIGHT_BYTES);
  }

  private static int slot(long request) {
    return (int) (request & MASK);
  }
}
