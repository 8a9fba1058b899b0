package dev.understudy.runtime.node.state;

import java.time.Duration;
import java.util.List;

/**
 * The settings of a process of the pair. Primary and standby have the same ones.
 *
 * @param hangTimeout how long the other process's writer may make no progress before it is killed;
 *     zero for ever
 * @param sessionGrace how long a client may be away before its session ends
 * @param snapshotEveryBytes how much the journal grows between two snapshots
 * @param syncAlways whether the journal is synchronised to the disk before a reply goes
 * @param alone whether the primary makes no standby, for debugging
 * @param spare whether one more process waits, to become the next standby
 * @param arguments what the first update gets: the command line's arguments after {@code --}
 */
public record NodeOptions(
    Duration hangTimeout,
    Duration sessionGrace,
    long snapshotEveryBytes,
    boolean syncAlways,
    boolean alone,
    boolean spare,
    List<String> arguments) {

  /** Checks the settings. */
  public NodeOptions {
    arguments = List.copyOf(arguments);
    if (hangTimeout.isNegative()) {
      throw new IllegalArgumentException("hangTimeout must not be negative, but is " + hangTimeout);
    }
    if (sessionGrace.isNegative()) {
      throw new IllegalArgumentException(
          "sessionGrace must not be negative, but is " + sessionGrace);
    }
    if (snapshotEveryBytes <= 0) {
      throw new IllegalArgumentException(
          "snapshotEveryBytes must be positive, but is " + snapshotEveryBytes);
    }
  }
}
