package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.CallKey;

/**
 * A call that was inside the user's method when a primary died in it.
 *
 * @param call which one
 * @param ownDeaths the deaths that were its own doing: it ended the process, threw an error, or was
 *     killed as hung
 * @param otherDeaths those of which nobody knows the cause
 */
public record SuspectCall(CallKey call, int ownDeaths, int otherDeaths) {

  private static final int OWN_DEATHS = 2;
  private static final int ANY_DEATHS = 3;

  /** How many primaries died in it. */
  public int deaths() {
    return ownDeaths + otherDeaths;
  }

  /** Whether it is refused: after two deaths of its own doing, or three of any kind. */
  public boolean isPoisoned() {
    return (ownDeaths == deaths() && ownDeaths >= OWN_DEATHS) || deaths() >= ANY_DEATHS;
  }

  SuspectCall died(boolean isOwn) {
    return new SuspectCall(call, ownDeaths + (isOwn ? 1 : 0), otherDeaths + (isOwn ? 0 : 1));
  }
}
