package dev.understudy.runtime.client;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.PoisonedUpdateException;
import dev.understudy.UnderstudyException;
import dev.understudy.UnprotectedException;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its submission until it has ended. Its number and whether it was sent belong to
 * the {@link RequestsInFlight} and are guarded by the session's lock; how it ended is written once
 * and published by {@link #ended}.
 *
 * @param <R> the type of the result
 */
abstract class PendingCall<R> {

  private final Operation<R> operation;
  private final WireOutput arguments;
  private final long startNanos;
  private final long deadlineNanos;

  private long order;
  private long request;
  private boolean sent;
  private boolean held;
  private volatile boolean admitted;

  private @Nullable ReplyStatus status;
  private byte[] payload = new byte[0];
  private @Nullable Supplier<? extends UnderstudyException> failure;
  private volatile boolean ended;

  /**
   * @param arguments its encoded arguments, which this call owns from here on
   * @param startNanos when it was made
   * @param deadlineNanos when it fails unless it has been answered
   */
  PendingCall(Operation<R> operation, WireOutput arguments, long startNanos, long deadlineNanos) {
    this.operation = operation;
    this.arguments = arguments;
    this.startNanos = startNanos;
    this.deadlineNanos = deadlineNanos;
  }

  /** Wakes the threads that wait for this call: it was admitted or has ended. Runs no user code. */
  abstract void signal();

  /** Whether the thread that made it need not wait for it any longer. */
  abstract boolean released();

  final Operation<R> operation() {
    return operation;
  }

  final WireOutput arguments() {
    return arguments;
  }

  final long startNanos() {
    return startNanos;
  }

  final long deadlineNanos() {
    return deadlineNanos;
  }

  /** Its place among the calls of the session, in the order in which they were made, from 1. */
  final long order() {
    return order;
  }

  final void order(long newOrder) {
    order = newOrder;
  }

  /** Its number in the conversation, or 0 while it waits for one. */
  final long request() {
    return request;
  }

  /** Whether it was ever handed to a connection, so that a server may have seen it. */
  final boolean sent() {
    return sent;
  }

  final void markSent() {
    sent = true;
  }

  /** Gives it a number, or, in a new session, another one. */
  final void number(long newRequest) {
    request = newRequest;
    if (newRequest != 0) {
      held = false;
      admit();
    }
  }

  /** It waits for protection: no server has applied it, or will before it is sent again. */
  final void hold() {
    request = 0;
    sent = false;
    held = true;
    admit();
  }

  /** Whether it waits for protection. */
  final boolean held() {
    return held;
  }

  private void admit() {
    if (!admitted) {
      admitted = true;
      signal();
    }
  }

  /** Whether it has, or had, a place among the calls in flight. */
  final boolean admitted() {
    return admitted;
  }

  /** Whether {@link #outcome} is there. */
  final boolean ended() {
    return ended;
  }

  /**
   * Ends it with a reply. Only for who took it out of the conversation, and who is to {@link
   * #signal} it then.
   */
  final void answer(ReplyStatus replyStatus, byte[] replyPayload) {
    status = replyStatus;
    payload = replyPayload;
    ended = true;
  }

  /** Whether {@link #signal} may be called without the session's lock once it has ended. */
  boolean mayBeWokenLater() {
    return true;
  }

  /**
   * Ends it without a reply. Only for who took it out of the conversation.
   *
   * @param reason makes the exception, in the thread that will throw it
   */
  final void fail(Supplier<? extends UnderstudyException> reason) {
    failure = reason;
    ended = true;
    signal();
  }

  /** Decodes how it ended: returns the value, or throws. To be called after {@link #ended}. */
  final @Nullable R outcome() throws Exception {
    if (failure != null) {
      throw failure.get();
    }
    if (status == null) {
      throw new IllegalStateException(operation + " has not ended");
    }
    return switch (status) {
      case OUTCOME -> decode();
      case REFUSED -> throw new CallRefusedException(message());
      case UNKNOWN -> throw new OutcomeUnknownException(message());
      case UNPROTECTED -> throw new UnprotectedException(message());
      case POISONED -> throw new PoisonedUpdateException(message());
    };
  }

  private @Nullable R decode() throws Exception {
    try {
      return operation.outcome().read(operation, new WireInput(payload));
    } catch (MalformedInputException e) {
      OutcomeUnknownException unreadable =
          new OutcomeUnknownException(
              operation
                  + " was answered, but its outcome cannot be read ("
                  + e.getMessage()
                  + "): were client and server built from the same class?");
      unreadable.addSuppressed(e);
      throw unreadable;
    }
  }

  private String message() {
    return operation + ": " + new String(payload, StandardCharsets.UTF_8);
  }
}
