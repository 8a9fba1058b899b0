package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes the fence for a standby, which may not succeed its primary without it. */
public final class FenceClaim {

  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  // The kernel closes the files of the dead one after the other.
  private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Fence fence;
  private final ProcessIdentity primary;
  private long deadSinceNanos;
  private boolean dead;

  public FenceClaim(Fence fence, ProcessIdentity primary) {
    this.fence = fence;
    this.primary = primary;
  }

  /**
   * Takes the fence if it is free and the primary is dead. A file that somebody has put in its
   * place while the pair runs is free too, and the primary lives.
   *
   * @param handedOver whether the primary lives, and has freed it for this process
   */
  public boolean tryFence(boolean handedOver) {
    return (handedOver || !primary.isAlive()) && fence.tryTake();
  }

  /**
   * Takes the fence as soon as it is free, which is at once if the primary is dead. Not waited for
   * longer than that takes: the writer has other things to do.
   */
  public boolean awaitFence() {
    long startNanos = System.nanoTime();
    while (!tryFence(false)) {
      if (System.nanoTime() - startNanos > CLOSING_NANOS) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** The primary's writer has ended: this process has the fence by that. */
  public void inheritFence() {
    fence.inherit();
  }

  /** Whether the primary has been dead for long, and another process has the fence. */
  public boolean isHopeless() {
    if (!dead) {
      dead = !primary.isAlive();
      deadSinceNanos = System.nanoTime();
    }
    return dead && System.nanoTime() - deadSinceNanos > PATIENCE_NANOS;
  }
}
