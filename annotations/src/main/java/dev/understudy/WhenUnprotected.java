package dev.understudy;

/** What happens to updates while no standby protects the primary. */
public enum WhenUnprotected {
  /** They are applied: the primary outlives its standby. */
  CONTINUE,
  /**
   * They wait for protection until their deadline, and then fail with {@link UnprotectedException}:
   * what was answered is never in one process alone. Queries are served, and what ends the session
   * of a client that died is applied all the same.
   */
  REFUSE
}
