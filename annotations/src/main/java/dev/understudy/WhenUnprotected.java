package dev.understudy;

/** What happens to updates while no standby protects the primary. */
public enum WhenUnprotected {
  /** They are applied: the primary outlives its standby. */
  CONTINUE,
  /** They wait for protection until their deadline, and are then refused. */
  REFUSE
}
