package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.CompletionThreads;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.WireOutput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A call whose caller has a future. Its outcome is decoded, and the future completed, in a task of
 * its own by the {@linkplain CompletionThreads completion threads}: what users attach to a future
 * may block, or wait for another future of the same client, and must hold up neither the session's
 * thread nor the completion of others.
 */
final class AsyncCall<R> extends PendingCall<R> implements Runnable {

  private final Thread submitter = Thread.currentThread();
  private final CompletableFuture<R> future = new CompletableFuture<>();

  AsyncCall(Operation<R> operation, WireOutput arguments, long startNanos, long deadlineNanos) {
    super(operation, arguments, startNanos, deadlineNanos);
  }

  CompletableFuture<R> future() {
    return future;
  }

  @Override
  boolean released() {
    return admitted() || ended();
  }

  @Override
  void signal() {
    if (ended()) {
      CompletionThreads.SHARED.execute(this);
    }
    // It waits for the admission alone, and was woken then.
    boolean waits = !ended() || !admitted();
    if (waits && Thread.currentThread() != submitter) {
      LockSupport.unpark(submitter);
    }
  }

  // What a codec of the user's throws, errors too, is the future's: it must not vanish in the
  // thread.
  @Override
  @SuppressWarnings("NullAway") // A future may hold null, which its type cannot say.
  public void run() {
    try {
      future.complete(outcome());
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }
}
