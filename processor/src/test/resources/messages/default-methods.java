// options: -Xlint:-auxiliaryclass
package dev.x;

import dev.understudy.*;
import java.util.List;
import java.util.function.IntUnaryOperator;

interface Counting {
  int raw(int by);

  default int twice(int by) {
    return raw(raw(by));
  }

  default String label() {
    return "counting";
  }

  @Query default int peek() {
    return 0;
  }

  @Query default int look() {
    return 0;
  }
}

interface Opening {
  int count();

  @Update(first = true) default void open(List<String> arguments) {}
}

interface Timed {
  int count();

  @Update default long late(UpdateContext context) {
    return context.sequence();
  }
}

interface Wrong {
  @Update default void take(Object what) {}

  @Update static void still() {}
}

@HighlyAvailable
class Shop implements Counting, Opening, Timed, IntUnaryOperator {
  @State private int n;

  @Override
  @Update
  public int raw(int by) {
    return n += by;
  }

  @Override
  public String label() {
    return "shop";
  }

  @Override
  public int look() {
    return n;
  }

  @Override
  @Query
  public int count() {
    return n;
  }

  @Override
  @Query
  public int applyAsInt(int what) {
    return what;
  }
}

@HighlyAvailable
class Stall implements Wrong {
  @State private int n;
}
