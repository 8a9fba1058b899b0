package dev.x;

import dev.understudy.*;
import java.util.*;

class Outer {
  @HighlyAvailable
  class Shop {
  @Update void go() {}
  }
}
