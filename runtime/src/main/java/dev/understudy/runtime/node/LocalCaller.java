package dev.understudy.runtime.node;

import dev.understudy.CallRefusedException;
import dev.understudy.OutcomeUnknownException;
import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.replication.ClientPort;
import dev.understudy.runtime.replication.Session;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Hands the calls of threads of this process over to its writer. Such a caller needs no session: it
 * dies with the primary, and never repeats a call. For any thread but the writer.
 */
final class LocalCaller implements Caller {

  private final EventLoop loop;
  private final PrimaryCore core;
  private final ArrayDeque<Runnable> held = new ArrayDeque<>();
  private boolean paused;
  private volatile boolean closed;

  LocalCaller(EventLoop loop, PrimaryCore core) {
    this.loop = loop;
    this.core = core;
  }

  /** Refuses all calls from now on. */
  void close() {
    closed = true;
  }

  @Override
  public <R, E extends Exception> R call(Operation<R> operation, WireOutput arguments) throws E {
    if (loop.isWriter()) {
      throw new IllegalStateException(
          operation + " was called from inside an update or a query: it would wait for itself");
    }
    Call call = new Call(operation);
    hand(call, arguments);
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

  /** {@inheritDoc} What is hung on the future is run by the common pool. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // All that can fail there completes the result.
  public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
    CompletableFuture<R> result = new CompletableFuture<>();
    Call call = new Call(operation);
    call.outcome.whenCompleteAsync(
        (outcome, failure) -> {
          try {
            if (failure != null) {
              result.completeExceptionally(failure);
            } else {
              result.complete(read(operation, outcome));
            }
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    hand(call, arguments);
    return result;
  }

  private void hand(Call call, WireOutput arguments) {
    if (closed) {
      call.refuse(NOT_SERVING);
    } else {
      loop.post(() -> request(call, arguments));
    }
  }

  private void request(Call call, WireOutput arguments) {
    if (closed) {
      call.refuse(NOT_SERVING);
    } else if (!paused && held.isEmpty() && core.admits(call.operation.index())) {
      bring(call, arguments);
    } else {
      held.add(() -> request(call, arguments));
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
    List<Runnable> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(Runnable::run); // One may have to wait again, and then all behind it do.
  }

  private void bring(Call call, WireOutput arguments) {
    WireInput in = new WireInput();
    in.reset(arguments.array(), 0, arguments.size());
    core.request(call, 0, 0, 0, call.operation.index(), in);
  }

  private static final String NOT_SERVING = "this process no longer serves";

  /** One call, and where its outcome goes. */
  private static final class Call implements ClientPort {

    private final Operation<?> operation;
    private final CompletableFuture<byte[]> outcome = new CompletableFuture<>();

    Call(Operation<?> operation) {
      this.operation = operation;
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
      }
    }

    void refuse(String message) {
      outcome.completeExceptionally(new CallRefusedException(operation + ": " + message));
    }

    @Override
    public void welcome(Session session) {
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
