package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update void close() {}

  @Update void connect(String where) {}

  @Query int obituaries() {
    return 1;
  }

  @Update void sell(int what) {}

  @Update void sellAsync() {}

  @Update void buyAsync() {}

  @Update void buy(List<String> what) {}

  @Update void lend(int what) {}

  @Update void lend(int what, UpdateContext context) {}
}
