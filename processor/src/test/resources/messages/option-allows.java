// options: -Aunderstudy.mode=HOT -Aunderstudy.standbyRole=SERVER
package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(mode = Mode.COLD, standbyRole = StandbyRole.CLIENT)
class Shop {
  @Update void go() {}
}
