package dev.understudy;

/** Which of the two processes asks, and which is told. */
public enum StandbyRole {
  /** The standby is a client of the primary and asks it for updates. */
  CLIENT,
  /** The standby is a server, and the primary is its client and tells it every update. */
  SERVER
}
