// options: -Xlint:-processing
package dev.x;

import dev.understudy.*;
import lombok.*;

@HighlyAvailable
class Shop {
  @State private Order last;

  @Update void put(Order order) {
    last = order;
  }
}

@HighlyAvailable
class Stall {
  @State @Getter private int count;

  @Update void go() {}
}

@Replicated
@NoArgsConstructor
class Order {
  @State private int number;

  Order(int number) {
    this.number = number;
  }
}

// file: lombok/NoArgsConstructor.java
package lombok;

public @interface NoArgsConstructor {}

// file: lombok/Getter.java
package lombok;

public @interface Getter {}
