package dev.understudy.system;

import dev.understudy.runtime.api.PairStatus;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Asks a pair for its status all the time, so that nothing that passes is missed. */
final class Watcher implements AutoCloseable {

  private final Queue<PairStatus> seen = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  Watcher(PairRun pair) {
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                Optional<PairStatus> status = pair.status();
                status.ifPresent(seen::add);
                LockSupport.parkNanos(5_000_000);
              }
            },
            "watcher");
    thread.start();
  }

  /** All that was seen so far, the first first. */
  Iterable<PairStatus> seen() {
    return seen;
  }

  @Override
  public void close() {
    stopped = true;
  }
}
