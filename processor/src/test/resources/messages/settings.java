package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(mode = Mode.WARM)
class Warm {
  @Update void go() {}
}

@HighlyAvailable(
    mode = Mode.COLD,
    standbyRole = StandbyRole.CLIENT,
    whenUnprotected = WhenUnprotected.REFUSE)
class Cold {
  @Update void go() {}
}
