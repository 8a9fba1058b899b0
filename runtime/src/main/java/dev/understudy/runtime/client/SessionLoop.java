package dev.understudy.runtime.client;

import dev.understudy.runtime.wire.MalformedInputException;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session's own thread does: it reads, looks for primaries, sends what callers could not,
 * and ends calls whose deadline has come. And what callers do for themselves, under the same lock:
 * send, and, as {@link CallerReading} has it, read.
 *
 * <p>The thread never sleeps longer than a call may take. So a call that is made while it sleeps
 * need not wake it for its deadline.
 */
final class SessionLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  // Calls beyond this stay in the conversation until the socket has taken what was written.
  private static final int MAX_PENDING_BYTES = 1 << 20;
  private static final int BATCH_BYTES = 64 << 10;

  /** How long a goodbye may take: a takeover, or a switchover, may be under way. */
  static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long NOT_LEAVING = Long.MAX_VALUE;

  private final String where;
  private final LongSupplier clock;
  private final long longestWaitNanos;
  private final Selector selector;
  private final CallerReading callerReading;
  private final SessionState state;
  private final ReentrantLock lock;
  private final RequestsInFlight conversation;
  private final Connections connections;

  private boolean flushWanted;

  // Whether this thread is in a turn, at whose end it sends all that callers have appended.
  private boolean awake;
  private boolean stopped;
  private long leavesAtNanos = NOT_LEAVING;

  /**
   * @param clock the present time in nanoseconds
   * @param callTimeoutNanos how long a call may take
   */
  SessionLoop(Endpoints endpoints, Greeting hello, LongSupplier clock, long callTimeoutNanos)
      throws IOException {
    this.where = endpoints.where();
    this.clock = clock;
    this.longestWaitNanos = callTimeoutNanos;
    this.selector = Selector.open();
    this.callerReading = new CallerReading();
    this.connections = new Connections(endpoints, hello, selector, clock);
    this.state = new SessionState(where, connections, new Failures(where, clock), clock);
    this.lock = state.lock();
    this.conversation = state.conversation();
  }

  SessionState state() {
    return state;
  }

  /**
   * Sends what is to be sent. With the lock held, in the thread of a caller.
   *
   * @param urgent whether it leaves now; else others may join it
   */
  void send(boolean urgent) {
    Connection primary = connections.serving();
    if (primary == null) {
      return;
    }
    appendRequests(primary);
    boolean others = awake && conversation.unanswered() > 1;
    boolean now =
        (urgent && !others)
            || conversation.unanswered() <= 1
            || primary.pendingBytes() >= BATCH_BYTES;
    boolean all = now && primary.flush() && primary.writeFailure() == null;
    if (all && !conversation.hasUnsent()) {
      return;
    }
    if (!flushWanted && !others) {
      flushWanted = true;
      selector.wakeup();
    }
  }

  /** Has the session's thread read from here on. With the lock held. */
  void readInThread() {
    boolean changed = callerReading.active();
    callerReading.stop();
    if (changed) {
      selector.wakeup();
    }
  }

  /**
   * Asks whether the caller of a blocking call that was just sent is to read its reply. With the
   * lock held.
   *
   * @return the connection for {@link #readInCaller}, or null
   */
  @Nullable Connection beginReading(BlockingCall<?> call) {
    Connection primary = connections.serving();
    if (primary != null && callerReading.begin(call, primary)) {
      return primary;
    }
    if (callerReading.active() && !callerReading.reading()) {
      readInThread();
    }
    return null;
  }

  /** Reads in the thread of a caller, until its call has ended or the session's thread goes on. */
  void readInCaller(BlockingCall<?> call, Connection primary) {
    boolean more = true;
    while (more) {
      long leftNanos = call.deadlineNanos() - clock.getAsLong();
      more = leftNanos > 0 && awaitInCaller(leftNanos);
      more = receiveInCaller(call, primary, more);
    }
  }

  private boolean awaitInCaller(long nanos) {
    try {
      callerReading.await(nanos);
      return !Thread.currentThread().isInterrupted();
    } catch (IOException e) {
      LOG.debug("{}: a caller cannot read for itself", where, e);
      return false;
    }
  }

  private boolean receiveInCaller(BlockingCall<?> call, Connection primary, boolean inTime) {
    boolean more = false;
    lock.lock();
    try {
      long search = connections.nextSearchNanos();
      receive(primary);
      if (conversation.hasUnsent()) {
        send(true);
      } else if (primary.pendingBytes() > 0) {
        primary.flush();
      }
      if (connections.nextSearchNanos() != search || connections.serving() != primary) {
        readInThread();
      }
      more = inTime && callerReading.active() && !call.released();
    } finally {
      if (!more) {
        endReading(call);
      }
      lock.unlock();
    }
    return more;
  }

  private void endReading(BlockingCall<?> call) {
    callerReading.end(call);
    if (conversation.unanswered() > 0) {
      readInThread();
    }
  }

  /** Asks the thread to end the session. With the lock held. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    String fault = null;
    try {
      long waitNanos = 0;
      while (waitNanos >= 0) {
        select(waitNanos);
        waitNanos = turn();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("{}: this client ends by a fault of its own", where, e);
      fault = "its thread has ended by " + e;
    } finally {
      end(fault);
    }
  }

  private void select(long waitNanos) throws IOException {
    if (waitNanos == 0) {
      selector.selectNow();
    } else {
      selector.select(TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1);
    }
  }

  // Returns how long to wait for the next turn, or -1 at the end. Callers are woken between its two
  // halves: they need the lock, and what they send meanwhile leaves in one piece at the end.
  private long turn() throws IOException {
    receiveAndWake();
    lock.lock();
    try {
      if (stopped && leavesAtNanos == NOT_LEAVING) {
        leavesAtNanos = clock.getAsLong() + FAREWELL_NANOS;
        state.leave();
      }
      connections.search();
      state.timePassed(clock.getAsLong());
      sendAll();
      return hasEnded() ? -1 : waitNanos();
    } finally {
      awake = false;
      lock.unlock();
    }
  }

  private void receiveAndWake() throws IOException {
    List<PendingCall<?>> answered = List.of();
    lock.lock();
    try {
      flushWanted = false;
      awake = true;
      long repliesBefore = state.replies();
      state.wakeLater();
      receive();
      long replies = state.replies() - repliesBefore;
      // Before a caller that is woken makes the next call.
      callerReading.turned(connections.serving(), replies, conversation.unanswered() == 0);
    } finally {
      answered = state.takeAnswered();
      lock.unlock();
      answered.forEach(PendingCall::signal);
    }
  }

  private boolean hasEnded() {
    boolean isLeaving = leavesAtNanos != NOT_LEAVING;
    boolean hasLeft = isLeaving && (state.hasLeft() || clock.getAsLong() >= leavesAtNanos);
    return hasLeft || state.broken() != null;
  }

  private long waitNanos() {
    long now = clock.getAsLong();
    long event = Math.min(connections.nextSearchNanos(), conversation.nextEventNanos());
    event = Math.min(event, leavesAtNanos);
    long longest =
        callerReading.active()
            ? Math.min(CallerReading.LEASE_NANOS, longestWaitNanos)
            : longestWaitNanos;
    return Math.max(0, Math.min(event - now, longest));
  }

  private void receive() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isReadable() && key.attachment() instanceof Connection from) {
        receive(from);
      }
    }
    selector.selectedKeys().clear();
  }

  private void receive(Connection from) {
    try {
      if (!from.receive(state)) {
        connections.lost(from, "it was closed");
      }
    } catch (IOException e) {
      connections.lost(from, String.valueOf(e.getMessage()));
    } catch (MalformedInputException e) {
      LOG.warn("{}: {} is no server: {}; closed", where, from, e.getMessage());
      connections.lost(from, "is no server: " + e.getMessage());
    }
  }

  private void sendAll() {
    Connection primary = connections.serving();
    if (primary != null) {
      do {
        appendRequests(primary);
      } while (primary.flush() && primary.writeFailure() == null && conversation.hasUnsent());
    }
    for (Connection connection : connections.all()) {
      boolean all = connection.flush();
      IOException failure = connection.writeFailure();
      if (failure != null) {
        connections.lost(connection, String.valueOf(failure.getMessage()));
      } else {
        boolean read = connection != primary || !callerReading.active();
        connection.watch(
            selector, (read ? SelectionKey.OP_READ : 0) | (all ? 0 : SelectionKey.OP_WRITE));
      }
    }
  }

  private void appendRequests(Connection primary) {
    while (primary.pendingBytes() < MAX_PENDING_BYTES) {
      PendingCall<?> call = conversation.takeNextToSend();
      if (call == null) {
        return;
      }
      primary.ask(call, conversation.confirmed());
      state.confirms();
    }
  }

  /** Fails what is left, if this ends by a fault, and closes everything. */
  private void end(@Nullable String fault) {
    lock.lock();
    try (selector;
        callerReading) {
      if (fault != null) {
        state.breakForGood(fault);
      }
      connections.closeAll();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: this client did not end in order", where, e);
    } finally {
      lock.unlock();
    }
  }
}
