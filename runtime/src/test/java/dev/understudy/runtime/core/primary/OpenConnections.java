package dev.understudy.runtime.core.primary;

/** What a core holds for connections, for checks that nothing grows with what has ended. */
public final class OpenConnections {

  private OpenConnections() {}

  /** How many connections a core knows of. */
  public static int of(PrimaryCore core) {
    return core.connections();
  }
}
