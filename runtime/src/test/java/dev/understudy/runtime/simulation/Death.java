package dev.understudy.runtime.simulation;

import java.io.Serial;

/** Unwinds what a simulated process was doing when it died. */
final class Death extends Error {

  @Serial private static final long serialVersionUID = 1;

  Death() {
    super("died", null, false, false);
  }
}
