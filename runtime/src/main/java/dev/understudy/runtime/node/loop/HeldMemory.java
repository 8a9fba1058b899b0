package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.wire.FrameInput;

/**
 * What one connection holds of the memory that all connections share: a large frame that comes in,
 * and what is yet to be sent. Writer thread only.
 */
final class HeldMemory {

  private static final int MUCH_BYTES = 1 << 20;
  // How long a peer may hold memory that others wait for, and neither send nor read: 2 s.
  private static final int MAX_IDLE_TICKS = 40;

  private final BufferBudget budget;
  private int grantedBytes;
  private int pendingBytes;
  private long movedBytes;
  private long movedBytesAtTick;
  private int idleTicks;

  HeldMemory(BufferBudget budget) {
    this.budget = budget;
  }

  /**
   * Sees to it that the frame that has begun may take the memory that it needs.
   *
   * @param mayWait whether it is left unread until there is enough
   * @return false if it is to wait
   */
  boolean take(FrameInput in, boolean mayWait) {
    int needs = in.needs();
    if (needs == 0) {
      return true;
    }
    int more = needs - grantedBytes;
    if (!mayWait) {
      budget.adjust(more);
    } else if (!budget.tryTake(more)) {
      return false;
    }
    in.grant(needs);
    grantedBytes = needs;
    return true;
  }

  /** Frames were taken: gives back what they no longer need. */
  void giveBack(FrameInput in) {
    if (grantedBytes > 0) {
      int free = in.release();
      budget.adjust(-free);
      grantedBytes -= free;
    }
  }

  /** Sets how many bytes are yet to be sent. */
  void pending(int bytes) {
    if (bytes != pendingBytes) {
      budget.adjust(bytes - pendingBytes);
      pendingBytes = bytes;
    }
  }

  /** Counts bytes that were read or sent. */
  void moved(int bytes) {
    movedBytes += bytes;
  }

  /** The bytes that are held. */
  int heldBytes() {
    return grantedBytes + pendingBytes;
  }

  /**
   * A tick has passed in which others waited for memory.
   *
   * @return whether much of it has been held for nothing, for too long
   */
  boolean isHeldForNothing() {
    boolean holdsMuch = grantedBytes > 0 || pendingBytes > MUCH_BYTES;
    idleTicks = holdsMuch && movedBytes == movedBytesAtTick ? idleTicks + 1 : 0;
    movedBytesAtTick = movedBytes;
    return idleTicks >= MAX_IDLE_TICKS;
  }

  /** The connection is closed. */
  void release() {
    budget.adjust(-(long) heldBytes());
    grantedBytes = 0;
    pendingBytes = 0;
  }
}
