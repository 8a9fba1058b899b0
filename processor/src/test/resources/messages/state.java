package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Replicated
  static class Order {
    @State private final int number = 1;

    @State private static int shared;
  }

  @State private final long started = 1;

  @State private final List<String> names = new ArrayList<>();

  @State private final Order order = new Order();

  @State private static int count;

  @State private transient int both;

  @State Order changing;

  @Update void go() {}
}
