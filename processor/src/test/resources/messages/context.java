package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update void middle(int a, UpdateContext context, int b) {}

  @Update void twice(UpdateContext context, int a, UpdateContext again) {}

  @Query int size(UpdateContext context) {
    return 1;
  }

  @Update void first(UpdateContext context, int a) {}

  @Update void last(int a, UpdateContext context) {}
}
