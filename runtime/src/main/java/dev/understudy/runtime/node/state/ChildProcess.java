package dev.understudy.runtime.node.state;

import dev.understudy.runtime.os.ProcessIdentity;
import java.util.concurrent.CompletableFuture;

/** A child process of this one: a standby, or a snapshotter. For any thread. */
public interface ChildProcess {

  /** The process. */
  ProcessIdentity identity();

  /** Its process id. */
  default long pid() {
    return identity().pid();
  }

  /**
   * This process knows of it from now on: a spare that was taken goes on from here, and may come to
   * it as its standby. May block for a moment.
   */
  default void begin() {}

  /** Kills it at once (SIGKILL); it is gone when {@link #death} says so. Harmless if it is dead. */
  void kill();

  /**
   * Completes, with null, once the kernel says that the process is gone. The same future at every
   * call; it completes on a thread of its own, never on the writer.
   */
  CompletableFuture<Void> death();

  /** Whether it was ended by SIGKILL, and not by itself; to be asked once it is dead. */
  boolean wasKilled();

  /**
   * How it ended, to be asked once {@link #death} is complete: for a log, as a part of a sentence,
   * with what its output ends with if it failed.
   */
  String ending();
}
