package dev.understudy.torture.attic;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;

/** As {@link Attic}, for a guardian and one primary. */
@HighlyAvailable(mode = Mode.COLD)
public class ColdAttic extends Attic {

  /** Made by the generated launcher. */
  public ColdAttic() {}
}
