package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  private record Secret(int a) {}

  private record Inner(int a) {}

  record Outer(int a) {}

  @State private Secret secret;

  @State private Map<String, Inner> inner = new HashMap<>();

  @Update void go(Outer outer) {}
}
