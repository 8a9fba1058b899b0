package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  record Order(String id, Object[] tags, Map<Date, Shop> more) {}

  static class Plain {}

  interface Open {}

  @Update void book(Order seat) {}

  @Query java.util.stream.Stream<String> quote(int book) {
    return null;
  }

  @Update void plain(Plain plain, Open open, Thread thread) {}

  @State Properties settings = new Properties();

  @State List<Optional<Number>> numbers = new ArrayList<>();
}
