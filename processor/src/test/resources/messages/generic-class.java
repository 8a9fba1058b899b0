package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop<T> {
  @Update void go() {}
}
