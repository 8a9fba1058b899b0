package dev.understudy.runtime.client;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/** Lets the thread that made a call wait for it. */
final class CallWait {

  private CallWait() {}

  /**
   * Waits until the call is released, the time is over, the thread is interrupted, or without any
   * reason. A worker of a fork-join pool tells its pool: else what is attached to futures could
   * wait for calls until no worker is left to complete them.
   */
  static void park(PendingCall<?> call, long nanos) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      try {
        ForkJoinPool.managedBlock(new Blocker(call, nanos));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else {
      LockSupport.parkNanos(call, nanos);
    }
  }

  private record Blocker(PendingCall<?> call, long nanos) implements ManagedBlocker {

    @Override
    public boolean block() {
      LockSupport.parkNanos(call, nanos);
      return true;
    }

    @Override
    public boolean isReleasable() {
      return call.released();
    }
  }
}
