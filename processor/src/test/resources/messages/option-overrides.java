// options: -Aunderstudy.mode=cold
package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(mode = Mode.HOT, whenUnprotected = WhenUnprotected.REFUSE)
class Shop {
  @Update void go() {}
}
