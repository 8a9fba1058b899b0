package dev.understudy.runtime.core.primary;

/**
 * How far a standby is, as its primary sees it.
 *
 * <pre>
 * NONE -> JOINING -> LIVE -> READY     HOT, standby role SERVER
 * NONE -> JOINING -> READY             HOT, standby role CLIENT
 * NONE -> ASLEEP                       WARM
 *         each of them --> DROPPED --> NONE, once it is dead
 * </pre>
 */
public enum StandbyPhase {
  /** There is none, or none that has reported yet. Replies do not wait for it. */
  NONE,
  /** It digests the journal. Replies do not wait for it. */
  JOINING,
  /**
   * Updates are forwarded to it, while it digests what came before. It answers none until it is
   * level, and replies do not wait for it.
   */
  LIVE,
  /** It is level. In the standby role SERVER every reply waits for it. */
  READY,
  /** It has not digested anything, and will when it takes over. Replies do not wait for it. */
  ASLEEP,
  /** It is being killed. */
  DROPPED;

  /** Whether the pair is protected by a standby in this phase. */
  public boolean isProtecting() {
    return this == READY || this == ASLEEP;
  }

  /** Whether a phase may follow this one. */
  public boolean mayBecome(StandbyPhase next) {
    return switch (this) {
      case NONE -> next == JOINING || next == ASLEEP;
      case JOINING -> next == LIVE || next == READY || next == DROPPED || next == NONE;
      case LIVE -> next == READY || next == DROPPED || next == NONE;
      case READY, ASLEEP -> next == DROPPED || next == NONE;
      case DROPPED -> next == NONE;
    };
  }
}
