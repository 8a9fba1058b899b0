package dev.understudy.runtime.failover;

/**
 * How far a standby is, as its primary sees it.
 *
 * <pre>
 * NONE -> JOINING -> LIVE -> READY
 *           |         |       |
 *           +---------+-------+--> DROPPED
 *           +---------+-------+-------+--> NONE, once it is dead
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
  /** It is level. Every reply waits for it. */
  READY,
  /** It is being killed. No reply goes until it is seen dead. */
  DROPPED;

  /** Whether a phase may follow this one. */
  public boolean mayBecome(StandbyPhase next) {
    return switch (this) {
      case NONE -> next == JOINING;
      case JOINING -> next == LIVE || next == DROPPED || next == NONE;
      case LIVE -> next == READY || next == DROPPED || next == NONE;
      case READY -> next == DROPPED || next == NONE;
      case DROPPED -> next == NONE;
    };
  }
}
