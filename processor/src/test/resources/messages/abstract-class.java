package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
abstract class Shop {
  @Update void go() {}
}
