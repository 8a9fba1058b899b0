package dev.understudy.runtime.client;

import dev.understudy.runtime.wire.MalformedInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session: which numbers they have, which are unanswered, and what is sent on
 * which connection. No I/O, no clock, no threads: guarded by the session's lock.
 *
 * <p>Numbers count from 1 and span at most {@link #MAX_IN_FLIGHT}: the oldest unanswered request is
 * {@link #confirmed}, and the server may forget the results of all below it. So a server holds at
 * most that many results for a session. A caller that finds no room waits in line.
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
 *
 * <p><b>Held.</b> An update that was refused for want of protection gets another number when it is
 * tried again, and so do all updates after it, in their order. Those that were sent before the
 * refusal was heard are refused as well, since their {@code confirmed} says so, and nothing is
 * tried again before that was heard; those that were not sent are held at once.
 */
final class RequestsInFlight {

  /** How many requests may be in flight. */
  static final int MAX_IN_FLIGHT = RequestWindow.SIZE;

  /** How many bytes of arguments may be in flight; a single request may always go. */
  static final long MAX_IN_FLIGHT_BYTES = 64 << 20;

  private final RequestWindow window = new RequestWindow();
  private final Deque<PendingCall<?>> waiting = new ArrayDeque<>();
  private final UpdatesAwaitingStandby held = new UpdatesAwaitingStandby();

  private long lastOrder;

  // No update is tried again while a request up to this one is unanswered.
  private long heldAfter;

  // Those with a number, and those that are held.
  private int inFlight;
  private long bytesInFlight;

  // Never later than the earliest deadline of all calls; exact only after a look at all of them.
  private long earliestDeadlineNanos = Long.MAX_VALUE;

  /** Takes a call: it gets a number now, or once it is its turn. */
  void submit(PendingCall<?> call) {
    earliestDeadlineNanos = Math.min(earliestDeadlineNanos, call.deadlineNanos());
    call.order(++lastOrder);
    if (waiting.isEmpty() && hasRoomFor(call)) {
      take(call); // Nobody is before it.
    } else {
      waiting.add(call);
      admit();
    }
  }

  /** A new connection serves: all that is unanswered is to be sent again, in order. */
  void reconnected() {
    window.rewind();
    holdUnsent();
    admit();
  }

  /** The next call to send on the present connection, or null; it counts as sent from here on. */
  @Nullable PendingCall<?> takeNextToSend() {
    PendingCall<?> call = window.takeUnsent();
    if (call != null) {
      call.markSent();
    }
    return call;
  }

  /** Whether {@link #takeNextToSend} may have more. */
  boolean hasUnsent() {
    return window.mayHaveUnsent();
  }

  /**
   * A request was answered: it leaves the conversation.
   *
   * @return its call; null when it was answered before, or was given up
   * @throws MalformedInputException when there was no such request
   */
  @Nullable PendingCall<?> answered(long request) {
    PendingCall<?> call = window.get(request);
    if (call != null) {
      remove(call);
      if (call.operation().isUpdate()) {
        held.applied();
      }
      admit();
    }
    return call;
  }

  /**
   * A request was refused for want of protection: its call is held, with those after it, and tried
   * again.
   *
   * @throws MalformedInputException when there was no such request
   */
  void unprotected(long request, long nowNanos) {
    PendingCall<?> call = window.get(request);
    if (call == null) {
      return;
    }
    heldAfter = Math.max(heldAfter, window.lastSent());
    hold(call);
    holdUnsent();
    held.refused(nowNanos);
    admit();
  }

  // Requests that were sent on this connection stay: the server refuses them too.
  private void holdUnsent() {
    window.unsent().stream().filter(held::precede).forEach(this::hold);
  }

  private void hold(PendingCall<?> call) {
    window.remove(call);
    held.add(call);
  }

  /** When a call is due to expire, or to be tried again; {@code Long.MAX_VALUE} without calls. */
  long nextEventNanos() {
    return Math.min(earliestDeadlineNanos, held.nextTryNanos());
  }

  /** Numbers what is held, if it is time to try it again. */
  void tryAgain(long nowNanos) {
    if (held.tryAgain(nowNanos)) {
      admit();
    }
  }

  /**
   * Gives a call up.
   *
   * @return whether it was still part of the conversation: if not, it has been answered or failed
   */
  boolean giveUp(PendingCall<?> call) {
    if (waiting.remove(call)) {
      return true;
    }
    boolean wasInFlight = remove(call);
    if (wasInFlight) {
      admit();
    }
    return wasInFlight;
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
    window.reset();
    heldAfter = 0;
    kept.forEach(this::submit);
    return lost;
  }

  /** Gives up all calls, in their order. */
  List<PendingCall<?>> takeAll() {
    List<PendingCall<?>> all = all();
    waiting.clear();
    for (PendingCall<?> call : all) {
      remove(call);
      call.number(0);
    }
    held.clear();
    earliestDeadlineNanos = Long.MAX_VALUE;
    return all;
  }

  /** All requests below this one have been answered, or given up. */
  long confirmed() {
    return window.confirmed();
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
    all.addAll(window.all());
    all.addAll(held.all());
    all.addAll(waiting);
    all.sort(Comparator.comparingLong(PendingCall::order));
    return all;
  }

  private boolean remove(PendingCall<?> call) {
    if (window.contains(call)) {
      window.remove(call);
    } else if (!held.remove(call)) {
      return false;
    }
    inFlight--;
    bytesInFlight -= call.arguments().size();
    return true;
  }

  private void admit() {
    PendingCall<?> again = nextHeld();
    while (again != null) {
      window.add(again);
      again = nextHeld();
    }
    PendingCall<?> call = waiting.peek();
    while (call != null && hasRoomFor(call)) {
      waiting.remove();
      take(call);
      call = waiting.peek();
    }
  }

  private void take(PendingCall<?> call) {
    inFlight++;
    bytesInFlight += call.arguments().size();
    if (held.precede(call)) {
      held.add(call);
    } else {
      window.add(call);
    }
  }

  private @Nullable PendingCall<?> nextHeld() {
    return window.isFull() || window.confirmed() <= heldAfter ? null : held.next();
  }

  private boolean hasRoomFor(PendingCall<?> call) {
    return !window.isFull()
        && inFlight < MAX_IN_FLIGHT
        && (inFlight == 0 || bytesInFlight + call.arguments().size() <= MAX_IN_FLIGHT_BYTES);
  }
}
