// options: -Aunderstudy.mode=TEPID -Aunderstudy.standbyRole=boss
package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update void go() {}
}
