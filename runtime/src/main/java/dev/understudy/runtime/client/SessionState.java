package dev.understudy.runtime.client;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.ReplyStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a session holds, under one lock, and what each word of a server changes in it. No I/O of
 * its own, but that a connection which is of no use is closed.
 */
final class SessionState implements ServerMessage.Handler<Connection> {

  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
  private static final int MAX_OBITUARIES = 256;
  private static final int MUCH_UNCONFIRMED_BYTES = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RequestsInFlight conversation = new RequestsInFlight();
  private final Deque<Obituary> obituaries = new ArrayDeque<>();
  private final String where;
  private final Connections connections;
  private final Failures failures;
  private final LongSupplier clock;
  // The calls whose threads are woken once the lock is free; null while they are woken at once.
  private @Nullable List<PendingCall<?>> answered;
  private @Nullable String broken;
  private long replies;
  private long unconfirmedBytes;
  private boolean leaving;
  private boolean left;

  /**
   * @param where the directory of the pair, for people
   * @param clock the present time in nanoseconds, as the calls have it
   */
  SessionState(String where, Connections connections, Failures failures, LongSupplier clock) {
    this.where = where;
    this.connections = connections;
    this.failures = failures;
    this.clock = clock;
  }

  /** Guards all that the session holds. */
  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when the session begins, ends or breaks, and when no call is unanswered. */
  Condition changed() {
    return changed;
  }

  RequestsInFlight conversation() {
    return conversation;
  }

  Connections connections() {
    return connections;
  }

  Failures failures() {
    return failures;
  }

  /** Why this session will never serve a call again, or null. */
  @Nullable String broken() {
    return broken;
  }

  List<Obituary> obituaries() {
    return List.copyOf(obituaries);
  }

  /** A request is on its way that confirms what has been answered. */
  void confirms() {
    unconfirmedBytes = 0;
  }

  /** From now on, until {@link #takeAnswered}, calls that are answered are not woken. */
  void wakeLater() {
    answered = new ArrayList<>();
  }

  /** The calls that have been answered since {@link #wakeLater}, to be woken. */
  List<PendingCall<?>> takeAnswered() {
    List<PendingCall<?>> taken = answered;
    answered = null;
    return taken == null ? List.of() : taken;
  }

  /** How many replies have come. */
  long replies() {
    return replies;
  }

  /** Fails the calls whose deadline has come, and tries those again that are due. */
  void timePassed(long nowNanos) {
    for (PendingCall<?> call : conversation.takeExpired(nowNanos)) {
      call.fail(failures.expired(call, connections.describe()));
    }
    conversation.tryAgain(nowNanos);
    tellWhenIdle();
  }

  /**
   * The client was closed: fails what is left, and says goodbye to the primary, now or later. A
   * session whose goodbye nobody heard would count as dead.
   */
  void leave() {
    leaving = true;
    for (PendingCall<?> call : conversation.takeAll()) {
      call.fail(failures.closed(call));
    }
    Connection primary = connections.serving();
    if (primary != null) {
      primary.sayGoodbye();
    }
    changed.signalAll();
  }

  /** Whether nothing of this session is left for anyone to end. */
  boolean hasLeft() {
    return left || connections.session() == 0 || connections.isNobodyThere();
  }

  /** This session will never serve a call again: fails those that it has. */
  void breakForGood(String reason) {
    broken = reason;
    for (PendingCall<?> call : conversation.takeAll()) {
      call.fail(failures.broken(call, reason));
    }
    changed.signalAll();
  }

  @Override
  public void welcomed(Connection from, ServerMessage.Welcome welcome) {
    long session = welcome.session();
    if (session == 0 || (from.greetedSession() != 0 && from.greetedSession() != session)) {
      throw new MalformedInputException(
          "a welcome to session " + session + " after hello from " + from.greetedSession());
    }
    if (connections.adopt(from, welcome)) {
      conversation.reconnected();
      if (leaving) {
        from.sayGoodbye();
      }
      changed.signalAll();
    }
  }

  @Override
  public void standingBy(Connection from) {
    from.standsBy();
  }

  @Override
  public void refused(Connection from, ServerMessage.Refused refused) {
    String message = refused.message();
    boolean alone = connections.serving() == null;
    switch (refused.why()) {
      case SESSION_ENDED -> {
        boolean ours = alone && connections.session() != 0;
        connections.lost(from, message);
        if (ours && from.greetedSession() == connections.session()) {
          endSession(message);
        }
      }
      case WRONG_CONTRACT -> {
        String told = connections.withDifference(message);
        connections.unusable(from, told);
        if (alone && connections.isPublishedPrimary(from)) {
          breakForGood(from.endpoint() + " refused this client: " + told);
        }
      }
      case LIMIT, STOPPING, NOT_NOW -> connections.lost(from, "refused this client: " + message);
    }
  }

  @Override
  public void replied(long request, ReplyStatus status, byte[] payload) {
    replies++;
    if (status == ReplyStatus.UNPROTECTED) {
      conversation.unprotected(request, clock.getAsLong());
      return;
    }
    PendingCall<?> call = conversation.answered(request);
    if (call != null) {
      call.answer(status, payload);
      if (answered != null && call.mayBeWokenLater()) {
        answered.add(call);
      } else {
        call.signal();
      }
      if (call.operation().isUpdate()) {
        unconfirmedBytes += payload.length;
      }
      confirmWhenIdle();
      tellWhenIdle();
    }
  }

  @Override
  public void standbyChanged(ServerMessage.StandbyChanged change) {
    connections.standbyIs(change.endpoint());
  }

  @Override
  public void died(Obituary obituary) {
    if (isKnown(obituary)) {
      return; // Each server that this client comes to tells it.
    }
    obituaries.add(obituary);
    if (obituaries.size() > MAX_OBITUARIES) {
      obituaries.remove();
    }
  }

  // Not by the equals of a record: what the JDK makes of that when it is first called takes 10 ms,
  // and here calls wait for their replies.
  private boolean isKnown(Obituary obituary) {
    for (Obituary known : obituaries) {
      if (known.pid() == obituary.pid() && known.detectedAt().equals(obituary.detectedAt())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void farewell() {
    left = true;
  }

  @Override
  public void leaving(Connection from) {
    connections.lost(from, "it has stopped");
  }

  private void endSession(String message) {
    if (leaving) {
      left = true; // The former primary has heard the goodbye.
      return;
    }
    LOG.warn("{}: session {} has ended: {}", where, connections.session(), message);
    connections.sessionEnded();
    for (PendingCall<?> call : conversation.sessionEnded()) {
      call.fail(failures.sessionEnded(call, message));
    }
  }

  // The next request would confirm these results; an idle client must not have them kept till then.
  private void confirmWhenIdle() {
    Connection primary = connections.serving();
    if (unconfirmedBytes >= MUCH_UNCONFIRMED_BYTES
        && conversation.unanswered() == 0
        && primary != null) {
      unconfirmedBytes = 0;
      primary.confirm(conversation.confirmed());
    }
  }

  private void tellWhenIdle() {
    if (conversation.unanswered() == 0) {
      changed.signalAll();
    }
  }
}
