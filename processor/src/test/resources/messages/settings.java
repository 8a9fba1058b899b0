package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(
    mode = Mode.COLD,
    standbyRole = StandbyRole.CLIENT,
    whenUnprotected = WhenUnprotected.REFUSE)
class Shop {
  @Update void go() {}
}
