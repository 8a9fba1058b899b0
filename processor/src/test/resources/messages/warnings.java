// options: -Xlint:-auxiliaryclass
package dev.x;

import dev.understudy.*;
import java.util.*;

interface Greeting {
  void greet();
}

interface Counting {
  int count();
}

interface Both extends Greeting, Counting {}

@HighlyAvailable
class Shop implements Both, Runnable, java.io.Serializable {
  private static final long serialVersionUID = 1;

  private int count;
  private final List<String> names = new ArrayList<>();
  private final String constant = "";
  private transient int cache;
  static int shared;
  @State private int marked;

  @Update
  @Override
  public void greet() {}

  @Override
  public int count() {
    return count;
  }

  @Override
  public void run() {}

  public void helper() {}

  public static void main(String[] arguments) {}

  void inside() {}

  @Override
  public String toString() {
    return constant;
  }
}
