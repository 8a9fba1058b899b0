package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update(id = "sell()") void vend() {}

  @Update void sell() {}
}
