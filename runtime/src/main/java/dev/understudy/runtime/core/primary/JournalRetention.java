package dev.understudy.runtime.core.primary;

/**
 * Which of the journal nobody will read again. A snapshot makes what lies before it needless, but
 * not for a standby that still has to read it. Asked by the primary now and then.
 */
public final class JournalRetention {

  /** The newest, and the one to fall back to should that not be loaded one day. */
  public static final int KEPT_SNAPSHOTS = 2;

  private static final long NOTHING_WAITS = -1;

  private boolean isDue;
  private long keptForStandbyUpTo = NOTHING_WAITS;

  /** There may be another snapshot. */
  public void snapshotEnded() {
    isDue = true;
  }

  /**
   * Whether to remove something now. A standby that still loads its snapshot may need any file:
   * then it waits. One that has joined needs the journal from where it is.
   *
   * @param hasStandby whether there is a process that is, or is to become, the standby
   */
  public boolean begins(PrimaryCore core, boolean hasStandby) {
    boolean hasRead =
        keptForStandbyUpTo != NOTHING_WAITS && neededAfter(core) >= keptForStandbyUpTo;
    if (!(isDue || hasRead) || (core.standbyPhase() == StandbyPhase.NONE && hasStandby)) {
      return false;
    }
    isDue = false;
    keptForStandbyUpTo = NOTHING_WAITS;
    return true;
  }

  /** The journal after this update is kept, since the standby will read it. */
  public long neededAfter(PrimaryCore core) {
    StandbyPhase phase = core.standbyPhase();
    boolean takesPart = phase != StandbyPhase.NONE && phase != StandbyPhase.DROPPED;
    return takesPart ? core.standbyNeedsJournalAfter() : Long.MAX_VALUE;
  }

  /**
   * What is needless is removed.
   *
   * @param oldest the sequence of the oldest snapshot that is kept
   * @param needed what {@link #neededAfter} said
   */
  public void removed(long oldest, long needed) {
    if (needed < oldest) {
      keptForStandbyUpTo = oldest;
    }
  }
}
