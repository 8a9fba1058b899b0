package dev.understudy.example.show;

/** Which process of the pair is killed. */
public enum Victim {
  /** The one that serves. */
  PRIMARY,
  /** The one that waits to take over. */
  STANDBY
}
