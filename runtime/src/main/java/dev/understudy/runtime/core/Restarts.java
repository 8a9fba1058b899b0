package dev.understudy.runtime.core;

import java.time.Duration;

/** What a guardian decides: whether it starts another primary, and after which pause. */
public final class Restarts {

  /** How a pair has ended, of which nobody is left. */
  public enum Ending {
    /** As it was asked to. */
    IN_ORDER,
    /** It cannot serve as things are, and has said why. */
    REFUSED,
    /** It served, and was killed from outside. */
    KILLED,
    /** It served, and ended by itself. */
    DIED,
    /** It could not be started, or its main method did not come to serve. */
    NOT_RUN,
    /** It ended in another way before it served. */
    NOT_SERVED
  }

  /** What is to be done. */
  public enum Next {
    /** Start the next primary, after a pause. */
    START,
    /** End: nobody is to serve any more. */
    END,
    /** End: a person waits for the first primary, and was told what to correct. */
    FAIL,
    /** End: no primary can run here, and none has served. */
    GIVE_UP
  }

  // The first may have been an accident. Before any has served, somebody still reads this.
  private static final int MOST_NOT_RUN = 3;

  private final RestartBackoff pauses = new RestartBackoff();
  private boolean everServed;
  private int notRun;

  /** A primary serves. */
  public void served() {
    everServed = true;
  }

  /** Whether any primary has served. */
  public boolean hasServed() {
    return everServed;
  }

  /** How many primaries in a row could not run. */
  public int notRun() {
    return notRun;
  }

  /** How many primaries in a row were of no use. */
  public int failures() {
    return pauses.failures();
  }

  /** The pause before the next primary. */
  public Duration pause() {
    return pauses.next();
  }

  /**
   * A pair has ended.
   *
   * @param servedFor how long it served
   * @param stopping whether the guardian was asked to end
   */
  public Next after(Ending ending, Duration servedFor, boolean stopping) {
    if (ending == Ending.KILLED) {
      pauses.wasKilled();
    } else {
      pauses.died(servedFor);
    }
    notRun = ending == Ending.NOT_RUN ? notRun + 1 : 0;
    if (!everServed && notRun >= MOST_NOT_RUN) {
      return Next.GIVE_UP;
    }
    if (stopping || ending == Ending.IN_ORDER) {
      return Next.END;
    }
    return ending == Ending.REFUSED && !everServed ? Next.FAIL : Next.START;
  }
}
