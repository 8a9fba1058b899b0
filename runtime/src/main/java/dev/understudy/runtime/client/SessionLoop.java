package dev.understudy.runtime.client;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session's own thread does: it reads, looks for primaries, sends what callers could not,
 * and ends calls whose deadline has come. Callers reach the same state under {@link #lock}.
 *
 * <p>It never sleeps longer than a call may take. So a call that is made while it sleeps need not
 * wake it for its deadline.
 */
final class SessionLoop implements Runnable, ServerEvents {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  // Calls beyond this stay in the conversation until the socket has taken what was written.
  private static final int MAX_PENDING_BYTES = 1 << 20;
  private static final int BATCH_BYTES = 64 << 10;
  private static final int READ_AND_WRITE = SelectionKey.OP_READ | SelectionKey.OP_WRITE;
  private static final int MAX_OBITUARIES = 256;
  private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Conversation conversation = new Conversation();
  private final Set<Obituary> obituaries = new LinkedHashSet<>();
  private final Endpoints endpoints;
  private final LongSupplier clock;
  private final Failures failures;
  private final long longestWaitNanos;
  private final Selector selector;
  private final Connections connections;

  private boolean flushWanted;
  private boolean stopped;
  private @Nullable String broken;

  /**
   * @param clock the present time in nanoseconds
   * @param callTimeoutNanos how long a call may take
   */
  SessionLoop(Endpoints endpoints, Hello hello, LongSupplier clock, long callTimeoutNanos)
      throws IOException {
    this.endpoints = endpoints;
    this.clock = clock;
    this.failures = new Failures(endpoints.where(), clock);
    this.longestWaitNanos = callTimeoutNanos;
    this.selector = Selector.open();
    this.connections = new Connections(endpoints, hello, selector, clock);
  }

  /** Guards all that the session holds. */
  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when the session begins, ends or breaks, and when no call is unanswered. */
  Condition changed() {
    return changed;
  }

  Conversation conversation() {
    return conversation;
  }

  Connections connections() {
    return connections;
  }

  /** Why this session will never serve a call again, or null. */
  @Nullable String broken() {
    return broken;
  }

  List<Obituary> obituaries() {
    return List.copyOf(obituaries);
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
    boolean now = urgent || conversation.unanswered() <= 1 || primary.pendingBytes() >= BATCH_BYTES;
    boolean all = now && primary.flush() && primary.writeFailure() == null;
    if (all && !conversation.hasUnsent()) {
      return;
    }
    if (!flushWanted) {
      flushWanted = true;
      selector.wakeup();
    }
  }

  Failures failures() {
    return failures;
  }

  /** Asks the thread to end the session. With the lock held. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      long waitNanos = 0;
      while (waitNanos >= 0) {
        select(waitNanos);
        waitNanos = turn();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("{}: this client ends by a fault of its own", endpoints.where(), e);
      breakForGood("its thread has ended by " + e);
    } finally {
      farewell();
    }
  }

  private void select(long waitNanos) throws IOException {
    if (waitNanos == 0) {
      selector.selectNow();
    } else {
      selector.select(TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1);
    }
  }

  /** Does all that there is to do; returns how long to wait then, or -1 at the end. */
  private long turn() {
    lock.lock();
    try {
      flushWanted = false;
      receive();
      connections.search();
      for (PendingCall<?> call : conversation.takeExpired(clock.getAsLong())) {
        call.fail(failures.timedOut(call, connections.describe()));
      }
      sendAll();
      if (conversation.unanswered() == 0) {
        changed.signalAll();
      }
      return stopped || broken != null ? -1 : waitNanos();
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos() {
    long now = clock.getAsLong();
    long event = Math.min(connections.nextSearchNanos(), conversation.earliestDeadlineNanos());
    return Math.max(0, Math.min(event - now, longestWaitNanos));
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
      if (!from.receive(this)) {
        connections.lost(from, "it was closed");
      }
    } catch (IOException e) {
      connections.lost(from, String.valueOf(e.getMessage()));
    } catch (MalformedInputException e) {
      LOG.warn("{}: {} is no server: {}; closed", endpoints.where(), from, e.getMessage());
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
        connection.watch(selector, all ? SelectionKey.OP_READ : READ_AND_WRITE);
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
    }
  }

  @Override
  public void welcomed(Connection from, long session, long epoch, @Nullable String standby) {
    if (session == 0 || (from.greetedSession() != 0 && from.greetedSession() != session)) {
      throw new MalformedInputException(
          "a welcome to session " + session + " after hello from " + from.greetedSession());
    }
    if (connections.adopt(from, session, epoch, standby)) {
      conversation.reconnected();
      changed.signalAll();
    }
  }

  @Override
  public void standingBy(Connection from) {
    from.standsBy();
  }

  @Override
  public void refused(Connection from, Refusal why, String message) {
    boolean alone = connections.serving() == null;
    switch (why) {
      case SESSION_ENDED -> {
        boolean ours = alone && connections.session() != 0;
        connections.lost(from, message);
        if (ours && from.greetedSession() == connections.session()) {
          endSession(message);
        }
      }
      case WRONG_CONTRACT -> {
        connections.unusable(from, message);
        if (alone && connections.isPublishedPrimary(from)) {
          breakForGood(from.endpoint() + " refused this client: " + message);
        }
      }
      case LIMIT, STOPPING -> connections.lost(from, "refused this client: " + message);
    }
  }

  @Override
  public void replied(long request, ReplyStatus status, byte[] payload) {
    PendingCall<?> call = conversation.answered(request);
    if (call != null) {
      call.answer(status, payload);
    }
  }

  @Override
  public void standbyChanged(Connection from, @Nullable String standby) {
    connections.standbyIs(standby);
  }

  @Override
  public void died(Obituary obituary) {
    if (obituaries.add(obituary) && obituaries.size() > MAX_OBITUARIES) {
      obituaries.remove(obituaries.iterator().next());
    }
  }

  @Override
  public void leaving(Connection from) {
    connections.lost(from, "it has stopped");
  }

  private void endSession(String message) {
    LOG.warn("{}: session {} has ended: {}", endpoints.where(), connections.session(), message);
    connections.sessionEnded();
    for (PendingCall<?> call : conversation.sessionEnded()) {
      call.fail(failures.sessionEnded(call, message));
    }
  }

  private void breakForGood(String reason) {
    lock.lock();
    try {
      broken = reason;
      for (PendingCall<?> call : conversation.takeAll()) {
        call.fail(failures.broken(call, reason));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Fails what is left, says goodbye as far as the socket takes it, and closes everything. */
  private void farewell() {
    lock.lock();
    try (selector) {
      for (PendingCall<?> call : conversation.takeAll()) {
        call.fail(failures.closed(call));
      }
      Connection primary = connections.serving();
      if (primary != null) {
        primary.sayGoodbye();
        long until = clock.getAsLong() + FAREWELL_NANOS;
        while (!primary.flush() && clock.getAsLong() < until) {
          primary.watch(selector, SelectionKey.OP_WRITE);
          selector.select(10);
          selector.selectedKeys().clear();
        }
      }
      connections.closeAll();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: this client did not end in order", endpoints.where(), e);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }
}
