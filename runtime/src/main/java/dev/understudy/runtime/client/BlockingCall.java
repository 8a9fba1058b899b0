package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.WireOutput;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call whose caller waits. Made by the thread that will wait. */
final class BlockingCall<R> extends PendingCall<R> {

  private final Thread caller = Thread.currentThread();

  // Guarded by the session's lock, under which calls end.
  private @Nullable Selector selector;

  BlockingCall(Operation<R> operation, WireOutput arguments, long startNanos, long deadlineNanos) {
    super(operation, arguments, startNanos, deadlineNanos);
  }

  /** Says where its caller waits, besides being parked; null when nowhere. */
  void waitsIn(@Nullable Selector newSelector) {
    selector = newSelector;
  }

  @Override
  boolean released() {
    return ended();
  }

  // Where its caller waits must not change meanwhile.
  @Override
  boolean mayBeWokenLater() {
    return selector == null;
  }

  @Override
  void signal() {
    if (!ended() || Thread.currentThread() == caller) {
      return;
    }
    LockSupport.unpark(caller);
    if (selector != null) {
      selector.wakeup();
    }
  }
}
