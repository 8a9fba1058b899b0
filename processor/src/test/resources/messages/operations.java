package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update private void hidden() {}

  @Query static int shared() {
    return 1;
  }

  @Update <T> void generic() {}

  @Update
  @Query
  void both() {}
}
