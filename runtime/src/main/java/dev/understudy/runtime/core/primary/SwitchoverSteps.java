package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.ReplacementPrimary;
import dev.understudy.runtime.wire.MalformedInputException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The planned change of primary, as the primary decides it. Until the standby has begun its epoch,
 * its loss, or its silence, breaks the switchover off, and this process serves on; after that, this
 * process takes over from it. The death of this process is a takeover as any other. What the
 * standby says is taken only in the step in which it may say so, and once; in DONE and BROKEN_OFF
 * it says nothing to anyone.
 *
 * <pre>
 * WAITS_FOR_STANDBY -> ANSWERS -> HANDS_OVER -> HAS_FREED_FENCE -> DONE
 *        |                |           |  ^            |
 *        +----------------+-----------+  +------------+ the fence is taken again
 *                         v
 *                    BROKEN_OFF
 * </pre>
 */
public final class SwitchoverSteps {

  /** How far it is. */
  public enum Step {
    /** Callers are served until the standby is near. */
    WAITS_FOR_STANDBY,
    /** Nobody may call; what was called is answered. */
    ANSWERS,
    /** The standby makes ready. */
    HANDS_OVER,
    /** The standby may serve, and this process not write. */
    HAS_FREED_FENCE,
    /** This process leaves, or serves again in an epoch of its own. */
    DONE,
    /** This process serves on as if nothing had been. */
    BROKEN_OFF
  }

  /** What is done for it. Each call returns when it is done or handed on. */
  public interface Effects {

    /** Lets nobody call. */
    void holdCalls();

    /** Asks the standby to make ready. */
    void askToMakeReady();

    /** Opens the endpoint of a replacement, frees the fence, and tells the standby so. */
    void freeFence();

    /** Whether the fence is taken again. */
    boolean tryFence();

    /** Whether the journal ends where this process has left it. */
    boolean isJournalUntouched();

    /** Whether a third process serves by now. */
    boolean doesAnotherServe();

    /** Whether this process would be found if it took over. */
    boolean canBeFound();

    /**
     * Judges the successor by its signs of life, and kills it if it hangs.
     *
     * @param heard whether it has given one since the last time
     */
    void judgeSuccessor(boolean heard);

    /** Kills a successor that does not begin to serve. */
    void killSuccessor();

    /** Ends what only a primary does. Called more than once. */
    void retire();

    /** This process has its fence again, and serves on. */
    void serveOn();

    /**
     * Takes over from the successor.
     *
     * @return null if this process serves; else why not
     */
    @Nullable String takeOver();

    /** This process leaves. */
    void leave(String why);

    /**
     * This process serves on.
     *
     * @param callsAreHeld whether callers wait
     * @param standbyIsUsed whether the standby has made ready for nothing
     */
    void breakOff(String why, boolean callsAreHeld, boolean standbyIsUsed);
  }

  // A standby that lags by more is waited for; one that does not come near is not switched to.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // The successor's @OnPrimary waits for this process, and has it killed if it stays for far
  // longer.
  private static final Duration REPLACEMENT_PATIENCE = Duration.ofSeconds(4);

  private final PrimaryCore core;
  private final Effects effects;
  private final ReplacementPrimary replacement;
  private final int patienceTicks;
  private Step step = Step.WAITS_FOR_STANDBY;
  private boolean standbyIsReady;
  private boolean heard;
  private int ticks;

  /**
   * Begins: a sleeping standby is woken.
   *
   * @param tick how long a tick is
   * @param hangTicks how long the successor may be silent; 0 for ever
   */
  public SwitchoverSteps(PrimaryCore core, Effects effects, Duration tick, int hangTicks) {
    this.core = core;
    this.effects = effects;
    this.patienceTicks = (int) PATIENCE.dividedBy(tick);
    this.replacement =
        new ReplacementPrimary(
            hangTicks, (int) REPLACEMENT_PATIENCE.dividedBy(tick), patienceTicks);
    core.wakeStandby();
  }

  /** How far it is. */
  public Step step() {
    return step;
  }

  /** Whether the journal is still this process's to write. */
  public boolean mayWrite() {
    return step.compareTo(Step.HAS_FREED_FENCE) < 0 || step == Step.BROKEN_OFF;
  }

  /** Whether callers have to wait. */
  public boolean holdsCalls() {
    return step != Step.WAITS_FOR_STANDBY && step != Step.BROKEN_OFF;
  }

  /** Whether the successor is known to have served. */
  public boolean hasSuccessorServed() {
    return replacement.successorHasServed();
  }

  /**
   * The standby has all that it needs to serve.
   *
   * @throws MalformedInputException if it was not asked to make ready
   */
  public void standbyIsReady() {
    require(step == Step.HANDS_OVER && !standbyIsReady, "that it is ready to serve");
    standbyIsReady = true;
  }

  /**
   * The successor serves.
   *
   * @throws MalformedInputException if the fence was not free for it
   */
  public void successorServes() {
    require(step == Step.HAS_FREED_FENCE && !hasSuccessorServed(), "that it serves");
    replacement.successorServes();
  }

  /** The successor has given a sign of life. */
  public void successorHeard() {
    heard = true;
    replacement.successorHeard();
  }

  /**
   * The successor needs this process no more.
   *
   * @throws MalformedInputException if it had not said that it serves
   */
  public void successorNeedsNobody() {
    require(hasSuccessorServed(), "that it needs the former primary no more");
    replacement.successorNeedsNobody();
  }

  private void require(boolean fits, String said) {
    if (!fits && step != Step.DONE && step != Step.BROKEN_OFF) {
      throw new MalformedInputException(said + ", while the switchover " + step);
    }
  }

  /** The pair is to end, which is for the process that serves after this to do. */
  public void pairIsToEnd() {
    replacement.pairIsToEnd();
  }

  /** A tick has passed. */
  public void tick() {
    ticks = core.isStandbyLoading() ? 0 : ticks + 1; // A large state takes what it takes.
    if (step == Step.WAITS_FOR_STANDBY && ticks >= patienceTicks) {
      breakOff("the standby still lags after " + PATIENCE.toSeconds() + " s");
    }
    if (step == Step.HAS_FREED_FENCE) {
      replacement.tick();
      if (replacement.step() == ReplacementPrimary.Step.STANDS_BY) {
        effects.judgeSuccessor(heard);
        heard = false;
      }
      if (replacement.isSuccessorHung()) {
        effects.killSuccessor();
      }
      if (replacement.step() == ReplacementPrimary.Step.WANTS_FENCE && effects.doesAnotherServe()) {
        replacement.anotherServes();
      }
    }
  }

  /**
   * A turn has ended.
   *
   * @param isLinked whether there is a connection to the successor
   * @param isThere whether there is that, or its process
   */
  public void endOfTurn(boolean isLinked, boolean isThere) {
    switch (step) {
      case WAITS_FOR_STANDBY, ANSWERS, HANDS_OVER -> approach();
      case HAS_FREED_FENCE -> {
        boolean lost = replacement.successorHasServed() ? !isLinked : !isThere;
        if (lost) {
          replacement.successorLost();
        }
        if (replacement.step() == ReplacementPrimary.Step.WANTS_FENCE && effects.tryFence()) {
          replacement.fenceTaken(effects.isJournalUntouched());
        }
        replace();
      }
      case DONE, BROKEN_OFF -> {}
    }
  }

  private void approach() {
    if (!core.standbyPhase().isProtecting()) {
      breakOff("the standby was lost");
      return;
    }
    if (step == Step.WAITS_FOR_STANDBY && core.isStandbyNear()) {
      step = Step.ANSWERS;
      effects.holdCalls();
    }
    if (step == Step.ANSWERS && core.isQuiet()) {
      step = Step.HANDS_OVER;
      effects.askToMakeReady();
    }
    if (step == Step.HANDS_OVER && standbyIsReady) {
      step = Step.HAS_FREED_FENCE;
      effects.freeFence();
    }
  }

  private void replace() {
    switch (replacement.step()) {
      case AWAITS_EPOCH, WANTS_FENCE -> {}
      case STANDS_BY -> {
        if (effects.canBeFound()) {
          effects.retire();
        } else {
          leave("this process has handed over to its standby");
        }
      }
      case SERVES_ON -> {
        effects.serveOn();
        step = Step.HANDS_OVER;
        breakOff("the standby was lost before it served");
      }
      case SUCCEEDS -> {
        effects.retire();
        step = Step.DONE;
        String problem = effects.takeOver();
        if (problem != null) {
          leave("this process cannot take over from its successor, and leaves: " + problem);
        }
      }
      case LEAVES -> leave(replacement.reason());
    }
  }

  private void leave(String why) {
    step = Step.DONE;
    effects.retire();
    effects.leave(why);
  }

  private void breakOff(String why) {
    boolean callsAreHeld = holdsCalls();
    boolean standbyIsUsed = step == Step.HANDS_OVER || core.standbyPhase() == StandbyPhase.ASLEEP;
    step = Step.BROKEN_OFF;
    effects.breakOff(why, callsAreHeld, standbyIsUsed);
  }
}
