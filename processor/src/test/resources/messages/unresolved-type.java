package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update void go(Missing missing) {}
}
