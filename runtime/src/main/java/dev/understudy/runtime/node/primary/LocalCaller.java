package dev.understudy.runtime.node.primary;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.PoisonedUpdateException;
import dev.understudy.UnprotectedException;
import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.CompletionThreads;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.timing.Deadline;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Hands the calls of threads of this process over to its writer. Such a caller needs no session: it
 * dies with the primary, and never repeats a call. For any thread but the writer.
 */
final class LocalCaller implements Caller {

  /** How long an update waits for protection: as long as a client's by default. */
  private static final Duration PATIENCE = ClientOptions.DEFAULTS.callTimeout();

  private final EventLoop loop;
  private PrimaryCore core;
  private final ArrayDeque<Runnable> held = new ArrayDeque<>();
  private final ArrayDeque<Call> unprotected = new ArrayDeque<>();
  private final ArrayDeque<Call> suspects = new ArrayDeque<>();
  private final CallSlots slots = new CallSlots();
  private boolean paused;
  private volatile boolean closed;

  LocalCaller(EventLoop loop, PrimaryCore core) {
    this.loop = loop;
    this.core = core;
  }

  /** This process serves again, in another epoch. What had to wait goes on with the next tick. */
  void servesAgain(PrimaryCore next) {
    core = next;
    paused = false;
  }

  /** Refuses all calls from now on. */
  void close() {
    closed = true;
  }

  @Override
  public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E {
    refuseWriter(operation, "it would wait for itself");
    Call call = newCall(operation, arguments);
    hand(call);
    return outcome(operation, call);
  }

  // A declared exception leaves as itself; the compiler of the caller knows which ones there are.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  private static <R, E extends Exception> R outcome(Operation<R> operation, Call call) throws E {
    try {
      return read(operation, call.outcome.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(
          operation + ": the caller was interrupted; it may be applied, or not");
    } catch (ExecutionException e) {
      throw (E) e.getCause();
    } catch (Exception e) {
      throw (E) e;
    }
  }

  // A method may return null, and then so does its call.
  @SuppressWarnings("NullAway")
  private static <R> R read(Operation<R> operation, byte[] outcome) throws Exception {
    return operation.outcome().read(operation, new WireInput(outcome));
  }

  /**
   * {@inheritDoc} What is attached to the future is run by the completion threads. From inside an
   * update it is refused: a standby, which makes no call, would come to another result.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // All that can fail there completes the result.
  public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
    refuseWriter(operation, "only the primary would do so");
    CompletableFuture<R> result = new CompletableFuture<>();
    Call call;
    try {
      call = newCall(operation, arguments);
    } catch (OutcomeUnknownException e) {
      return CompletableFuture.failedFuture(e);
    }
    call.outcome.whenCompleteAsync(
        (outcome, failure) -> {
          try {
            if (failure != null) {
              result.completeExceptionally(failure);
            } else {
              result.complete(read(operation, outcome));
            }
          } catch (Exception | Error e) {
            result.completeExceptionally(e);
          }
        },
        CompletionThreads.SHARED);
    hand(call);
    return result;
  }

  private void refuseWriter(Operation<?> operation, String why) {
    if (loop.isWriter()) {
      throw new IllegalStateException(
          operation + " was called from inside an update or a query: " + why);
    }
  }

  // Waits while too many calls are under way. The slot is free as soon as the outcome is there.
  @SuppressWarnings("FutureReturnValueIgnored") // Giving the slot back does not fail.
  private Call newCall(Operation<?> operation, WireOutput arguments) {
    int bytes = arguments.size();
    try {
      slots.take(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(
          operation + ": the caller was interrupted before its turn; it was not applied");
    }
    Call call = new Call(operation, arguments);
    call.outcome.whenComplete((outcome, failure) -> slots.giveBack(bytes));
    return call;
  }

  private void hand(Call call) {
    if (closed) {
      call.refuse(NOT_SERVING);
    } else {
      loop.post(() -> request(call));
    }
  }

  private void request(Call call) {
    if (closed) {
      call.refuse(NOT_SERVING);
    } else if (!paused && held.isEmpty() && core.admits(call.operation.index())) {
      bring(call);
    } else {
      held.add(() -> request(call));
    }
  }

  /** Has all calls wait. */
  void pause() {
    paused = true;
  }

  /** Goes on with calls. */
  void resume() {
    paused = false;
    admitHeld();
  }

  /** Goes on with calls that had to wait, as far as updates are admitted. */
  void admitHeld() {
    bringUnprotected();
    bringSuspects();
    List<Runnable> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(Runnable::run); // One may have to wait again, and then all behind it do.
  }

  private void bring(Call call) {
    if (call.operation.isUpdate() && !unprotected.isEmpty()) {
      unprotected.add(call); // Those before it wait for protection.
      return;
    }
    WireInput in = new WireInput();
    in.reset(call.arguments.array(), 0, call.arguments.size());
    if (core.mustWait(0, 0, call.operation.index(), in)) {
      suspects.add(call); // Others go on.
      return;
    }
    core.request(call, 0, 0, 0, call.operation.index(), in);
  }

  private void bringSuspects() {
    List<Call> waiting = List.copyOf(suspects);
    suspects.clear();
    waiting.forEach(this::request);
  }

  private void bringUnprotected() {
    if (paused && !closed) {
      return;
    }
    List<Call> waiting = List.copyOf(unprotected);
    unprotected.clear();
    for (Call call : waiting) {
      if (closed) {
        call.refuse(NOT_SERVING);
      } else if (call.deadline.isOver()) {
        call.failUnprotected();
      } else {
        bring(call); // If the first is refused again, the others follow it.
      }
    }
  }

  private static final String NOT_SERVING = "this process no longer serves";

  /** One call, and where its outcome goes. */
  private final class Call implements ClientPort {

    private final Operation<?> operation;
    private final WireOutput arguments;
    private final Deadline deadline = Deadline.after(PATIENCE);
    private final CompletableFuture<byte[]> outcome = new CompletableFuture<>();

    Call(Operation<?> operation, WireOutput arguments) {
      this.operation = operation;
      this.arguments = arguments;
    }

    @Override
    public void reply(long request, ReplyStatus status, byte[] payload) {
      switch (status) {
        case OUTCOME -> outcome.complete(payload);
        case REFUSED -> refuse(new String(payload, StandardCharsets.UTF_8));
        case UNKNOWN ->
            outcome.completeExceptionally(
                new OutcomeUnknownException(
                    operation + ": " + new String(payload, StandardCharsets.UTF_8)));
        case UNPROTECTED -> unprotected.add(this);
        case POISONED ->
            outcome.completeExceptionally(
                new PoisonedUpdateException(
                    operation + ": " + new String(payload, StandardCharsets.UTF_8)));
      }
    }

    void failUnprotected() {
      outcome.completeExceptionally(
          new UnprotectedException(
              "%s was not applied: for %d s no standby protected this primary"
                  .formatted(operation, PATIENCE.toSeconds())));
    }

    void refuse(String message) {
      outcome.completeExceptionally(new CallRefusedException(operation + ": " + message));
    }

    @Override
    public void welcome(Session session) {
      throw new IllegalStateException("a caller inside has no session");
    }

    @Override
    public void farewell() {
      throw new IllegalStateException("a caller inside has no session");
    }

    @Override
    public void refuse(Refusal refusal, String message) {
      refuse(message);
    }

    @Override
    public void abandon(String why) {
      outcome.completeExceptionally(new IllegalArgumentException(operation + ": " + why));
    }
  }
}
