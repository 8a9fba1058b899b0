package dev.x;

import dev.understudy.*;
import java.util.*;

class Outer {
  @HighlyAvailable
  private static class Shop {
  @Update void go() {}
  }

  private static class Hidden {
    @HighlyAvailable
    static class Shop2 {
  @Update void go() {}
    }
  }
}
