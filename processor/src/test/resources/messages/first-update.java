package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Update(first = true) void open() {}

  @Update(first = true) void open(List<String> arguments, UpdateContext context) {}

  @Update(first = true) void open(String[] arguments) {}
}
