package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Query int size() {
    return 1;
  }
}
