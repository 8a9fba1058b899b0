package dev.understudy.torture.fault;

import java.util.Locale;

/** What can be done to a pair. */
public enum FaultKind {
  /** The primary dies. */
  KILL_PRIMARY(30),
  /** The standby dies. */
  KILL_STANDBY(14),
  /** Both die, and the pair with them. */
  KILL_BOTH(4),
  /** The primary dies, and its successor while it takes over. */
  KILL_IN_TAKEOVER(6),
  /** The standby dies while it joins, or the primary does, or both. */
  KILL_IN_JOINING(16),
  /** The process that makes a snapshot dies, or the primary meanwhile. */
  KILL_IN_SNAPSHOT(15),
  /** All die, and the next start dies on its way. */
  KILL_IN_START(3),
  /** One of both dies while they change places. */
  KILL_IN_SWITCHOVER(8),
  /** The guardian dies, and the pair goes on. */
  KILL_GUARDIAN(4),
  /** The process in reserve dies. */
  KILL_SPARE(4),
  /** The primary stands still, and goes on before anybody minds. */
  FREEZE_PRIMARY(3),
  /** The primary stands still until it has been succeeded, and is woken then. */
  WAKE_ZOMBIE(1),
  /** The standby stands still, for a moment or until it is given up. */
  FREEZE_STANDBY(1),
  /** The primary dies while the standby stands still. */
  KILL_PRIMARY_OF_FROZEN(3),
  /** Both change places. */
  SWITCHOVER(4),
  /** The pair is stopped in order, and started again. */
  STOP_AND_START(1),
  /** Somebody starts another pair in the same directory. */
  COMPETING_START(1),
  /** A client dies. */
  KILL_CLIENT(2);

  private final int weight;

  FaultKind(int weight) {
    this.weight = weight;
  }

  /** How often it is drawn, beside the others, where it is possible. */
  int weight() {
    return weight;
  }

  /** Its name for people. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
