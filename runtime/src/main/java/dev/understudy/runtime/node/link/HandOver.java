package dev.understudy.runtime.node.link;

import dev.understudy.runtime.wire.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * What a primary that hands over and its standby tell each other, as the primary hears it. Writer
 * thread only.
 *
 * <pre>
 * NONE -> ASKED -> READY -> FREED -> SERVES -> NEEDS_NOBODY
 * </pre>
 */
public final class HandOver {

  private enum Stage {
    /** Nothing was said of it. */
    NONE,
    /** The standby is to make ready to serve. */
    ASKED,
    /** It has all that it needs. */
    READY,
    /** It was told that the fence is free. */
    FREED,
    /** It serves. */
    SERVES,
    /** It has a standby of its own, or ends the pair. */
    NEEDS_NOBODY
  }

  private Stage stage = Stage.NONE;
  private boolean heard;

  /**
   * Has the standby make ready to serve.
   *
   * @param beginMicros since when clients wait
   */
  public void ask(@Nullable StandbyLink link, long beginMicros) {
    if (link != null) {
      stage = Stage.ASKED;
      link.handOver(beginMicros);
    }
  }

  /** The standby has all that it needs to serve. */
  public void ready() {
    reach(Stage.READY, Stage.ASKED);
  }

  /** Whether the standby has all that it needs, and waits for the fence. */
  public boolean isReady() {
    return stage == Stage.READY;
  }

  /** Tells the standby that it can have the fence. */
  public void freed(@Nullable StandbyLink link) {
    stage = Stage.FREED;
    if (link != null) {
      link.fenceFreed();
    }
  }

  /** The standby serves. */
  public void serves() {
    reach(Stage.SERVES, Stage.FREED);
  }

  /** Whether the standby serves. */
  public boolean isServed() {
    return stage == Stage.SERVES;
  }

  /** The standby has given a sign of life. */
  public void heard() {
    heard = true;
  }

  /** Whether the standby has given a sign of life since the last call. */
  public boolean takeHeard() {
    boolean was = heard;
    heard = false;
    return was;
  }

  /** The standby, which serves, needs this process no more. */
  public void needsNobody() {
    reach(Stage.NEEDS_NOBODY, Stage.SERVES);
  }

  /** Whether the standby serves, and needs this process no more. */
  public boolean isDone() {
    return stage == Stage.NEEDS_NOBODY;
  }

  /** The standby is lost, or is not to serve after all. */
  public void isOff() {
    stage = Stage.NONE;
  }

  private void reach(Stage next, Stage from) {
    if (stage != from) {
      throw new MalformedInputException("that it is " + next + " to serve, while " + stage);
    }
    stage = next;
  }
}
