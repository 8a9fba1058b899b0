package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  @Replicated
  static class Order {
    @State private int a;

    Order(int a) {
      this.a = a;
    }
  }

  @Replicated
  abstract static class Base {}

  @Update void go(Order order, Base base) {}
}
