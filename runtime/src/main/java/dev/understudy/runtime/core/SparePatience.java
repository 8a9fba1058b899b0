package dev.understudy.runtime.core;

/**
 * How long a spare waits for a primary to take it. While the primary lives that has started it, for
 * ever; once that is dead, as long as a takeover may need, unless nobody is left of the pair.
 *
 * <pre>
 * WAITING ──primary died──▶ ORPHANED ──nobody is left, or its time is over──▶ LEFT
 *    └──────────taken──────────┴──▶ TAKEN
 * </pre>
 *
 * Time is counted in ticks of the process itself, so that a machine that slept ends no spare.
 * Confined to one thread.
 */
public final class SparePatience {

  /** How things are, as the spare sees them; asked only once they matter. */
  public interface Sight {

    /** Whether the process lives that has started the spare. */
    boolean isPrimaryAlive();

    /** Whether any process of the pair lives, or its guardian. */
    boolean isAnyoneAlive();
  }

  /** Where it is. */
  public enum State {
    /** Its primary lives. */
    WAITING,
    /** Its primary is dead, and a successor may come. */
    ORPHANED,
    /** A primary has taken it. */
    TAKEN,
    /** It is of no use any more. */
    LEFT
  }

  private final int mostOrphanedTicks;
  private final int mostLonelyTicks;
  private State state = State.WAITING;
  private int orphanedTicks;
  private int lonelyTicks;

  /**
   * @param mostOrphanedTicks how long a successor may take to come
   * @param mostLonelyTicks how long nobody may be seen: a pair file may be out of date for a moment
   */
  public SparePatience(int mostOrphanedTicks, int mostLonelyTicks) {
    this.mostOrphanedTicks = mostOrphanedTicks;
    this.mostLonelyTicks = mostLonelyTicks;
  }

  /** Where it is. */
  public State state() {
    return state;
  }

  /** Whether there was a pair to be seen of late. */
  public boolean seesPair() {
    return state == State.WAITING || lonelyTicks == 0;
  }

  /** Whether it waits no more. */
  public boolean isOver() {
    return state == State.TAKEN || state == State.LEFT;
  }

  /**
   * A primary wants it.
   *
   * @return whether it is that primary's from now on
   */
  public boolean take() {
    if (isOver()) {
      return false;
    }
    state = State.TAKEN;
    return true;
  }

  /** A tick has passed. */
  public void tick(Sight sight) {
    if (state == State.WAITING && !sight.isPrimaryAlive()) {
      state = State.ORPHANED;
    } else if (state == State.ORPHANED) {
      orphanedTicks++;
      lonelyTicks = sight.isAnyoneAlive() ? 0 : lonelyTicks + 1;
      if (lonelyTicks >= mostLonelyTicks || orphanedTicks >= mostOrphanedTicks) {
        state = State.LEFT;
      }
    }
  }
}
