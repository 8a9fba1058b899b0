package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(mode = Mode.COLD, whenUnprotected = WhenUnprotected.REFUSE)
abstract class Shop<T> {
  int loose;

  @State final Thread thread = null;

  @Update private static void go(Object what) {}
}
