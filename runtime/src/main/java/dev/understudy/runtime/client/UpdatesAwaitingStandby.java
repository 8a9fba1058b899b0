package dev.understudy.runtime.client;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The updates of one session that wait until a standby protects the primary: those that it refused,
 * and all that were made after them, in the order in which they were made. Now and then all of them
 * are tried again, after pauses that grow. No clock, no threads: guarded by the session's lock.
 */
final class UpdatesAwaitingStandby {

  /** No time: nothing is to be tried again, or it is being tried. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long SHORTEST_PAUSE_NANOS = 5_000_000;
  private static final long LONGEST_PAUSE_NANOS = 200_000_000;

  private static final long LONGEST_ANSWER_NANOS = 1_000_000_000;

  private final TreeMap<Long, PendingCall<?>> waiting = new TreeMap<>();

  // Too near to their deadlines to be tried again: their outcomes could not be awaited.
  private final List<PendingCall<?>> late = new ArrayList<>();
  private long pauseNanos;
  private long nextTryNanos = NEVER;

  /** Whether an update was made after one that waits, and so is to wait as well. */
  boolean precede(PendingCall<?> call) {
    return !waiting.isEmpty()
        && call.operation().isUpdate()
        && call.order() > waiting.firstKey().longValue();
  }

  void add(PendingCall<?> call) {
    call.hold();
    waiting.put(call.order(), call);
  }

  /** A primary has refused one: what waits is tried again after a pause. */
  void refused(long nowNanos) {
    if (nextTryNanos == NEVER) {
      pauseNanos = Math.min(Math.max(2 * pauseNanos, SHORTEST_PAUSE_NANOS), LONGEST_PAUSE_NANOS);
      nextTryNanos = nowNanos + pauseNanos;
    }
  }

  /** An update was answered: the next pause is a short one. */
  void applied() {
    pauseNanos = 0;
  }

  /** When to {@link #tryAgain}, or {@link #NEVER}. */
  long nextTryNanos() {
    return nextTryNanos;
  }

  /** If it is time for it: from now on {@link #next} gives what waits. */
  boolean tryAgain(long nowNanos) {
    if (nowNanos < nextTryNanos) {
      return false;
    }
    nextTryNanos = NEVER;
    waiting.values().removeIf(call -> isLate(call, nowNanos) && late.add(call));
    return true;
  }

  // An eighth of its time, or a second, is left for the answer: else it might be applied, and its
  // caller would not know.
  private boolean isLate(PendingCall<?> call, long nowNanos) {
    long wholeNanos = call.deadlineNanos() - call.startNanos();
    long answerNanos = Math.max(pauseNanos, Math.min(wholeNanos / 8, LONGEST_ANSWER_NANOS));
    return call.deadlineNanos() - nowNanos <= answerNanos;
  }

  /** The next update to try again, which waits no longer; null if there is none, or a pause. */
  @Nullable PendingCall<?> next() {
    return nextTryNanos != NEVER || waiting.isEmpty() ? null : waiting.pollFirstEntry().getValue();
  }

  /** Takes one out; returns whether it was there. */
  boolean remove(PendingCall<?> call) {
    return waiting.remove(call.order(), call) || late.remove(call);
  }

  /** All, in no order. */
  List<PendingCall<?>> all() {
    List<PendingCall<?>> all = new ArrayList<>(waiting.values());
    all.addAll(late);
    return all;
  }

  void clear() {
    waiting.clear();
    late.clear();
    pauseNanos = 0;
    nextTryNanos = NEVER;
  }
}
