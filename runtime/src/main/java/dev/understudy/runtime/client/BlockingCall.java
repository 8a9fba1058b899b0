package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.wire.WireOutput;
import java.util.concurrent.locks.LockSupport;

/** A call whose caller waits. Made by the thread that will wait. */
final class BlockingCall<R> extends PendingCall<R> {

  private final Thread caller = Thread.currentThread();

  BlockingCall(Operation<R> operation, WireOutput arguments, long startNanos, long deadlineNanos) {
    super(operation, arguments, startNanos, deadlineNanos);
  }

  @Override
  boolean released() {
    return ended();
  }

  @Override
  void signal() {
    if (ended()) {
      LockSupport.unpark(caller);
    }
  }
}
