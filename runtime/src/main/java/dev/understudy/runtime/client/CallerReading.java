package dev.understudy.runtime.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread reads from the primary: the session's, or, while blocking calls come one at
 * a time, each caller for itself. That spares a lone caller the change of threads that costs as
 * much as half of a call.
 *
 * <p>Only a saving: reading happens under the session's lock, so nothing goes wrong when both read,
 * and the session's thread takes over at any sign of something else: a second call in flight, an
 * asynchronous one, a new primary, or no call for a while. Guarded by the session's lock, but for
 * {@link #await}.
 */
final class CallerReading implements Closeable {

  /** How soon the session's thread looks whether callers still read. */
  static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How many calls must have come one at a time. */
  static final int LONELY_CALLS = 16;

  private final Selector selector;
  private @Nullable Connection registered;
  private boolean active;
  private boolean reading;
  private boolean calledOfLate;
  private int lonelyCalls;

  CallerReading() throws IOException {
    selector = Selector.open();
  }

  /** Whether callers read, and the session's thread does not. */
  boolean active() {
    return active;
  }

  /** Whether a caller reads at this moment. */
  boolean reading() {
    return reading;
  }

  /** A blocking call was sent: tells whether its caller is to read, until {@link #end}. */
  boolean begin(BlockingCall<?> call, Connection primary) {
    calledOfLate = true;
    if (!active || reading || Thread.currentThread() instanceof ForkJoinWorkerThread) {
      return false;
    }
    try {
      if (registered != primary) {
        primary.register(selector);
        registered = primary;
      }
    } catch (ClosedChannelException e) {
      return false; // The session's thread is about to see it.
    }
    reading = true;
    call.waitsIn(selector);
    return true;
  }

  /** Waits until there is something to read, the call has ended, or the time is over. */
  void await(long nanos) throws IOException {
    try {
      selector.select(TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos)) + 1);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  /** The caller does not read any longer. */
  void end(BlockingCall<?> call) {
    reading = false;
    call.waitsIn(null);
  }

  /** From here on the session's thread reads, which is to be woken if this was not so. */
  void stop() {
    active = false;
    lonelyCalls = 0;
  }

  /**
   * The session's thread has had a turn.
   *
   * @param replies how many it has read
   * @param idle whether no call is unanswered now
   */
  void turned(@Nullable Connection primary, long replies, boolean idle) throws IOException {
    if (primary == null || (registered != null && registered != primary)) {
      stop();
    } else if (active) {
      active = reading || calledOfLate;
    } else if (replies == 1 && idle) {
      lonelyCalls++;
      active = lonelyCalls >= LONELY_CALLS;
    } else if (replies > 0) {
      lonelyCalls = 0;
    }
    calledOfLate = false;
    if (!active) {
      forgetClosed();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  // A closed channel keeps its descriptor until the selector has seen that.
  private void forgetClosed() throws IOException {
    if (registered != null && !reading && registered.phase() == Connection.Phase.CLOSED) {
      selector.selectNow();
      registered = null;
    }
  }
}
