package dev.understudy.torture.attic;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;

/** As {@link Attic}, for a pair whose standby sleeps, with a request that is never answered. */
@HighlyAvailable(mode = Mode.WARM, standbyRole = StandbyRole.CLIENT)
public class WarmClientAttic extends Attic {

  /** Made by the generated launcher. */
  public WarmClientAttic() {}
}
