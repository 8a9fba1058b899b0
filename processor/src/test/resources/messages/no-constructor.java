package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  Shop(int size) {}

  @Update void go() {}
}

@HighlyAvailable
class Hidden {
  private Hidden() {}

  @Update void go() {}
}

@HighlyAvailable
class Throwing {
  Throwing() throws Exception {}

  @Update void go() {}
}
