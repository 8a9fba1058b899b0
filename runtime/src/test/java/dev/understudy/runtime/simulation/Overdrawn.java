package dev.understudy.runtime.simulation;

import java.io.Serial;

/** The exception that {@link Ledger} declares. */
public final class Overdrawn extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final long missing;

  Overdrawn(long missing) {
    super("missing " + missing);
    this.missing = missing;
  }

  /** How much was missing. */
  public long missing() {
    return missing;
  }
}
