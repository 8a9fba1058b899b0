package dev.x;

import dev.understudy.HighlyAvailable;

@HighlyAvailable
class Shop extends dev.other.Base {}

// file: dev/other/Base.java
package dev.other;

import dev.understudy.*;

public abstract class Base extends Hidden {
  @Update protected void go() {}

  @Query public int size() {
    return 1;
  }
}

// file: dev/other/Hidden.java
package dev.other;

import dev.understudy.*;

abstract class Hidden {
  @State private int count;
}
