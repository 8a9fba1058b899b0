package dev.understudy.runtime.node;

import java.util.concurrent.CompletableFuture;

/** A child process of this one: a standby, or a snapshotter. For any thread. */
public interface StandbyProcess {

  /** Its process id. */
  long pid();

  /** Kills it at once (SIGKILL); it is gone when {@link #death} says so. Harmless if it is dead. */
  void kill();

  /**
   * Completes, with null, once the kernel says that the process is gone. The same future at every
   * call; it completes on a thread of its own, never on the writer.
   */
  CompletableFuture<Void> death();
}
