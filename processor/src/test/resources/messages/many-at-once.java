package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable(mode = Mode.COLD)
abstract class Shop<T> {
  int loose;

  @State final Thread thread = null;

  @Update private static void go(Object what) {}
}
