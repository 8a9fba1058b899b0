package dev.understudy.runtime.os;

import java.util.concurrent.CompletableFuture;

/**
 * The end of a child process, told by a thread that waits for it. {@link Process#onExit} completes
 * on the common pool, which user code may block. Any thread may begin one.
 */
public final class ChildExit {

  private ChildExit() {}

  /**
   * Begins to wait.
   *
   * @return completed, by the waiting thread, once the child is dead
   */
  public static CompletableFuture<Process> of(Process child) {
    CompletableFuture<Process> exit = new CompletableFuture<>();
    Thread thread = new Thread(() -> await(child, exit), "child-exit-" + child.pid());
    thread.setDaemon(true);
    thread.start();
    return exit;
  }

  private static void await(Process child, CompletableFuture<Process> exit) {
    boolean dead = false;
    while (!dead) {
      try {
        child.waitFor();
        dead = true;
      } catch (InterruptedException e) {
        dead = !child.isAlive(); // Nobody has a reason to; the child lives all the same.
      }
    }
    exit.complete(child);
  }
}
