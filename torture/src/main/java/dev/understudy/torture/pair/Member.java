package dev.understudy.torture.pair;

/**
 * A living process of the pair.
 *
 * @param kind what it is
 * @param process its handle, which no later process with the same number is taken for
 */
public record Member(Kind kind, ProcessHandle process) {

  /** What a process of a pair is. */
  public enum Kind {
    /** It serves, as the pair file has it; right after a death nobody may do. */
    PRIMARY,
    /** It waits to take over, or catches up. */
    STANDBY,
    /** It was started, and does not serve yet. */
    STARTING,
    /** It waits to become a standby. */
    SPARE,
    /** It watches over the pair. */
    GUARDIAN,
    /** It makes a snapshot. */
    SNAPSHOTTER
  }

  /** Whether it serves, or will without anybody's help. */
  public boolean keepsPairAlive() {
    return kind != Kind.SPARE && kind != Kind.SNAPSHOTTER;
  }
}
