package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.wire.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * What a standby does about its primary, from its start until it succeeds or leaves. The fence
 * decides: the process that holds it is the primary. What the primary says of a hand-over is taken
 * only in this order; one that leaves no longer listens.
 *
 * <pre>
 * UNLINKED -> LINKED -> MAKES_READY -> FENCE_FREED
 *     |          |           |              |
 *     |          +-----------+--------------+--> ORPHANED
 *     |
 *     +--> with the fence, from UNLINKED, FENCE_FREED and ORPHANED: SUCCEEDS
 *          from any step: LEAVES
 * </pre>
 */
public final class StandbyLifecycle {

  /** How far it is. */
  public enum Step {
    /** There is no link yet. If the fence is free, the primary has died. */
    UNLINKED,
    /** It digests, or sleeps. */
    LINKED,
    /** The primary is about to hand over, and this process makes ready to serve. */
    MAKES_READY,
    /** The primary has freed the fence for this process. */
    FENCE_FREED,
    /** The link was closed without a goodbye: an obituary, if the fence says so too. */
    ORPHANED,
    /** It has the fence. */
    SUCCEEDS,
    /** It is not to succeed, or not wanted. */
    LEAVES
  }

  /** How long one that cannot understudy waits for a link on which to say so: 5 s. */
  static final int UNTOLD_TICKS = 100;

  private Step step = Step.UNLINKED;
  private @Nullable String unfit;
  private int ticksUnfit;
  private boolean handedOver;

  /** How far it is. */
  public Step step() {
    return step;
  }

  /** The two processes are connected. */
  public void linked() {
    require(step == Step.UNLINKED, "linked");
    step = Step.LINKED;
  }

  /**
   * The primary is about to hand over.
   *
   * @return whether this process is to make ready: one that cannot serve does not
   * @throws MalformedInputException if it had said so before
   */
  public boolean handsOver() {
    if (digests()) {
      said(Step.LINKED, Step.MAKES_READY, "that it hands over");
    }
    return digests();
  }

  /**
   * The primary has freed the fence.
   *
   * @throws MalformedInputException if it had not said before that it hands over
   */
  public void fenceFreed() {
    if (digests()) {
      said(Step.MAKES_READY, Step.FENCE_FREED, "that the fence is free");
    }
  }

  private void said(Step from, Step next, String what) {
    if (step != from) {
      throw new MalformedInputException(what + ", while " + step);
    }
    step = next;
  }

  /** The link was closed without a goodbye. One that has the fence, or leaves, knows enough. */
  public void orphaned() {
    if (!hasLeft() && step != Step.SUCCEEDS) {
      step = Step.ORPHANED;
    }
  }

  /** It cannot digest what it is told. The primary is told first, once there is a link. */
  public void cannotUnderstudy(String why) {
    unfit = why;
  }

  /** A tick has passed. */
  public void tick() {
    ticksUnfit += unfit == null ? 0 : 1;
  }

  /** Whether it can digest, as far as it knows. */
  public boolean digests() {
    return unfit == null && !hasLeft();
  }

  /** Why it is to leave now; null if it is not. */
  public @Nullable String reasonToLeave() {
    boolean canTell = step != Step.UNLINKED || ticksUnfit >= UNTOLD_TICKS;
    return canTell && !hasLeft() ? unfit : null;
  }

  /**
   * Whether it succeeds if it gets the fence. One that cannot understudy never does: its state may
   * hold already what it could not digest.
   */
  public boolean wantsFence() {
    return unfit == null && isWithoutPrimary();
  }

  private boolean isWithoutPrimary() {
    return step == Step.UNLINKED || step == Step.FENCE_FREED || step == Step.ORPHANED;
  }

  /** Whether the fence may be another process's by now, since the primary did not hand it over. */
  public boolean mayBeTooLate() {
    return step == Step.UNLINKED || step == Step.ORPHANED;
  }

  /** This process has the fence. */
  public void fenceTaken() {
    require(wantsFence(), "given the fence");
    handedOver = step == Step.FENCE_FREED;
    step = Step.SUCCEEDS;
  }

  /** Whether the primary has handed over, and did not die: it hears how it goes on. */
  public boolean wasHandedOver() {
    return handedOver;
  }

  /** It is not to succeed, or not wanted. */
  public void leaves() {
    step = Step.LEAVES;
  }

  /** Whether it is the standby of nobody any more. */
  public boolean hasLeft() {
    return step == Step.LEAVES;
  }

  private void require(boolean fits, String event) {
    if (!fits) {
      throw new IllegalStateException("it was " + event + " while " + step);
    }
  }
}
