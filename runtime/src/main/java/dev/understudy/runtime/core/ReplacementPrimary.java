package dev.understudy.runtime.core;

import org.jspecify.annotations.Nullable;

/**
 * What a former primary decides from the moment at which it has freed the fence until it leaves.
 * Until its successor has a standby of its own, nobody else could take over from that one: so the
 * former primary stays for so long, or for as long as its patience allows, and serves again should
 * the successor die. Its patience never ends while the successor is silent: that one may hang, and
 * is judged as any primary is.
 *
 * <pre>
 * AWAITS_EPOCH -> STANDS_BY -> LEAVES
 *       |             |
 *       +------+------+
 *              v
 *        WANTS_FENCE -> SERVES_ON, SUCCEEDS or LEAVES
 * </pre>
 */
public final class ReplacementPrimary {

  /** How far it is. */
  public enum Step {
    /** The fence is free, and the successor is to take it. */
    AWAITS_EPOCH,
    /** The successor serves, and has no standby yet. */
    STANDS_BY,
    /** The successor is lost: this process serves again if it gets the fence. */
    WANTS_FENCE,
    /** It has the fence, and nobody has served meanwhile: it serves on in its own epoch. */
    SERVES_ON,
    /** It has the fence, and takes over from the successor, as a standby does. */
    SUCCEEDS,
    /** It is not needed, or not wanted. */
    LEAVES
  }

  private final int hangTicks;
  private final int patienceTicks;
  private final int fencePatienceTicks;
  private Step step = Step.AWAITS_EPOCH;
  private boolean hasServed;
  private boolean pairEnds;
  private int ticks;
  private int silentTicks;
  private @Nullable String reason;

  /**
   * @param hangTicks how long the successor may take to begin its epoch, and may be silent after
   *     that; 0 for ever
   * @param patienceTicks how long the successor may take to have a standby: what the server class
   *     does as primary begins only once this process has left
   * @param fencePatienceTicks how long the fence of a lost successor may be somebody else's
   */
  public ReplacementPrimary(int hangTicks, int patienceTicks, int fencePatienceTicks) {
    this.hangTicks = hangTicks;
    this.patienceTicks = patienceTicks;
    this.fencePatienceTicks = fencePatienceTicks;
  }

  /** How far it is. */
  public Step step() {
    return step;
  }

  /** Whether the successor is known to have served. */
  public boolean successorHasServed() {
    return hasServed;
  }

  /** Why it leaves. */
  public String reason() {
    return String.valueOf(reason);
  }

  /** The successor says that it serves. */
  public void successorServes() {
    if (step == Step.AWAITS_EPOCH) {
      hasServed = true;
      ticks = 0;
      silentTicks = 0;
      step = Step.STANDS_BY;
      leaveIfPairEnds();
    }
  }

  /** The successor has given a sign of life. */
  public void successorHeard() {
    silentTicks = 0;
  }

  /** The successor says that it needs this process no more: it has a standby, or ends the pair. */
  public void successorNeedsNobody() {
    if (step == Step.STANDS_BY) {
      leave("the successor has a standby, or is about to stop");
    }
  }

  /**
   * The successor is lost. Before it has served, only its death is a loss: the fence may be free
   * since it has not taken it yet. After that the end of the connection is enough: as long as it
   * lives, it has the fence.
   */
  public void successorLost() {
    if (step == Step.AWAITS_EPOCH || step == Step.STANDS_BY) {
      ticks = 0;
      step = Step.WANTS_FENCE;
    }
  }

  /** The pair is to end. The process that serves ends it. */
  public void pairIsToEnd() {
    pairEnds = true;
    leaveIfPairEnds();
  }

  private void leaveIfPairEnds() {
    if (pairEnds && step == Step.STANDS_BY) {
      leave("the successor is asked to end the pair");
    }
  }

  /** A tick has passed. */
  public void tick() {
    ticks++;
    silentTicks++;
    if (step == Step.STANDS_BY && ticks >= patienceTicks && !isSuccessorSilent()) {
      leave("the successor has no standby yet, and waits for this process to be gone");
    }
    if (step == Step.WANTS_FENCE && ticks >= (hasServed ? patienceTicks : fencePatienceTicks)) {
      leave("the successor is lost, and another process has the fence");
    }
  }

  // A writer that makes progress says so twice in the time after which it would be hung.
  private boolean isSuccessorSilent() {
    return hangTicks > 0 && silentTicks > hangTicks / 2;
  }

  /** Whether the successor has had the time to begin its epoch, and has not: it is to be killed. */
  public boolean isSuccessorHung() {
    return step == Step.AWAITS_EPOCH && hangTicks > 0 && ticks >= hangTicks;
  }

  /** A third process has begun an epoch after that of the successor. */
  public void anotherServes() {
    if (step == Step.WANTS_FENCE) {
      leave("the successor is lost, and another process has taken over from it");
    }
  }

  /**
   * This process has the fence that it wanted.
   *
   * @param journalIsUntouched whether the journal ends where this process has left it
   */
  public void fenceTaken(boolean journalIsUntouched) {
    if (step != Step.WANTS_FENCE) {
      throw new IllegalStateException("the fence was taken while it " + step);
    }
    if (!journalIsUntouched) {
      step = Step.SUCCEEDS; // What the successor has told clients is in the journal, all of it.
    } else if (hasServed) {
      leave("the successor has served, and the journal holds nothing of it: look after the disk");
    } else {
      step = Step.SERVES_ON;
    }
  }

  private void leave(String why) {
    reason = why;
    step = Step.LEAVES;
  }
}
