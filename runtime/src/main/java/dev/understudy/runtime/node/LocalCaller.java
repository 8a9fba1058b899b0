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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the calls of threads of this process over to its writer. Such a caller needs no session: it
 * dies with the primary, and never repeats a call. For any thread but the writer.
 */
final class LocalCaller implements Caller {

  private static final byte[] NO_BYTES = new byte[0];

  private final EventLoop loop;
  private final PrimaryCore core;
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
    try {
      return callAsync(operation, arguments).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(
          operation + ": the caller was interrupted; it may be applied, or not");
    } catch (ExecutionException e) {
      throw LocalCaller.<E>declared(e.getCause());
    }
  }

  // The generated method declares what its operation may throw, so this cast is the truth for it.
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E declared(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (E) thrown;
  }

  @Override
  public <R> CompletableFuture<R> callAsync(Operation<R> operation, WireOutput arguments) {
    CompletableFuture<R> result = new CompletableFuture<>();
    Call<R> call = new Call<>(operation, result);
    if (closed) {
      call.refuse(operation + ": this process no longer serves");
    } else {
      loop.post(() -> hand(call, arguments));
    }
    return result;
  }

  private void hand(Call<?> call, WireOutput arguments) {
    if (closed) {
      call.refuse(call.operation + ": this process no longer serves");
      return;
    }
    WireInput in = new WireInput();
    in.reset(arguments.array(), 0, arguments.size());
    core.request(call, 0, 0, 0, call.operation.index(), in);
  }

  /** One call, and where its reply goes. */
  private record Call<R>(Operation<R> operation, CompletableFuture<R> result)
      implements ClientPort {

    // Completed by a pool: what the caller hangs on it must not run on the writer.
    @Override
    public void reply(long request, ReplyStatus status, byte[] payload) {
      switch (status) {
        case OUTCOME -> result.completeAsync(new Decoding<>(operation, payload)::read);
        case REFUSED -> refuse(operation + ": " + new String(payload, StandardCharsets.UTF_8));
        case UNKNOWN ->
            fail(
                new OutcomeUnknownException(
                    operation + ": " + new String(payload, StandardCharsets.UTF_8)));
      }
    }

    void refuse(String message) {
      fail(new CallRefusedException(message));
    }

    private void fail(Exception exception) {
      result.completeAsync(new Decoding<>(operation, NO_BYTES, exception)::read);
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
      fail(new IllegalArgumentException(operation + ": " + why));
    }
  }

  /** The reading of an outcome, by the thread that completes the call. */
  private record Decoding<R>(Operation<R> operation, byte[] outcome, @Nullable Exception failure) {

    Decoding(Operation<R> operation, byte[] outcome) {
      this(operation, outcome, null);
    }

    @SuppressWarnings("NullAway") // A method may return null, and then so does its call.
    R read() {
      if (failure != null) {
        throw Decoding.<RuntimeException>unchecked(failure);
      }
      try {
        return operation.outcome().read(operation, new WireInput(outcome));
      } catch (Exception e) {
        throw Decoding.<RuntimeException>unchecked(e);
      }
    }

    @SuppressWarnings("unchecked") // Checked exceptions leave as themselves.
    private static <E extends Exception> E unchecked(Exception exception) throws E {
      throw (E) exception;
    }
  }
}
