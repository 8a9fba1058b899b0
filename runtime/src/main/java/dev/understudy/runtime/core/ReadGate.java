package dev.understudy.runtime.core;

/**
 * Decides when a connection is read no more, and when again. Four things hold it: its owner pauses
 * it, the peer is owed too much, a turn has taken too long, or the connections together hold too
 * much memory. Frames that have come already stay where they are meanwhile, in their order. A
 * connection that is about to close is never read again.
 *
 * <p>No I/O and no clock: the connection tells what it sees, and sets the selector by {@link
 * #isOpen}.
 */
public final class ReadGate {

  /** What to do before the next frame. */
  public enum Next {
    /** Take it. */
    TAKE,
    /** Nothing: what holds the connection opens it again. */
    LEAVE,
    /** Come back in the next turn. */
    LATER,
    /** Come back when there is memory. */
    WITH_MEMORY
  }

  private boolean closing;
  private boolean paused;
  private boolean owed;
  private boolean later;
  private boolean starved;

  /**
   * Decides about the next frame.
   *
   * @param takesMore whether the peer is not owed too much
   * @param turnIsLong whether this turn has taken too long
   * @param lacksMemory whether the connections together hold too much
   */
  public Next next(boolean takesMore, boolean turnIsLong, boolean lacksMemory) {
    if (closing || paused) {
      return Next.LEAVE;
    }
    if (!takesMore) {
      owed = true;
      return Next.LEAVE;
    }
    if (turnIsLong) {
      later = true;
      return Next.LATER;
    }
    return lacksMemory ? starve() : Next.TAKE;
  }

  /** A frame that has begun needs more memory than there is. */
  public Next starve() {
    starved = true;
    return Next.WITH_MEMORY;
  }

  /** Whether it waits for memory, and so does not keep what it has for nothing. */
  public boolean isStarved() {
    return starved;
  }

  /** Whether nothing holds it. */
  public boolean isOpen() {
    return !closing && !paused && !owed && !later && !starved;
  }

  /**
   * The turn is another one, or there is memory.
   *
   * @return whether frames may be taken
   */
  public boolean goOn() {
    later = false;
    starved = false;
    return isOpen();
  }

  /**
   * Bytes were sent, or their reader is gone.
   *
   * @param takesMore whether the peer is not owed too much any more
   * @return whether frames that it left are to be taken in the next turn
   */
  public boolean sent(boolean takesMore) {
    boolean opens = owed && takesMore;
    owed = owed && !takesMore;
    return opens;
  }

  /** Its owner takes no frames, until {@link #resume}. */
  public void pause() {
    paused = true;
  }

  /** Its owner takes frames again; {@link #goOn} follows. */
  public void resume() {
    paused = false;
  }

  /** Its last bytes are being sent. */
  public void close() {
    closing = true;
  }

  /** Whether its last bytes are being sent. */
  public boolean isClosing() {
    return closing;
  }
}
