package dev.understudy.torture.attic;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;

/** As {@link Attic}, for a pair whose standby sleeps. */
@HighlyAvailable(mode = Mode.WARM, standbyRole = StandbyRole.SERVER)
public class WarmAttic extends Attic {

  /** Made by the generated launcher. */
  public WarmAttic() {}
}
