package dev.understudy;

/** How ready the standby is when its primary dies. */
public enum Mode {
  /** No standby process: a guardian starts the next primary from disk. */
  COLD,
  /** A standby process that is started and initialised, and asleep. */
  WARM,
  /** A standby process that receives every update. */
  HOT
}
