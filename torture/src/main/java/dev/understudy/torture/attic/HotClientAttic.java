package dev.understudy.torture.attic;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;

/** As {@link Attic}, for a pair whose standby is a client of the primary. */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.CLIENT)
public class HotClientAttic extends Attic {

  /** Made by the generated launcher. */
  public HotClientAttic() {}
}
