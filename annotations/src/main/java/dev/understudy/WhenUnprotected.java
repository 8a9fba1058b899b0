package dev.understudy;

/** What happens to updates while no standby protects the primary. */
public enum WhenUnprotected {
  /** They are applied: the primary outlives its standby. */
  CONTINUE,
  /**
   * They wait for a standby until their deadline, in the order in which their client made them, and
   * then fail with {@link UnprotectedException}. Queries are served, sessions are opened and ended,
   * and the deaths of clients are told all the same.
   */
  REFUSE
}
