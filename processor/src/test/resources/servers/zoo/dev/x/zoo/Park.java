package dev.x.zoo;

import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.ArrayList;
import java.util.List;

abstract class Park<V> {
  @State private final List<V> visitors = new ArrayList<>();
  @State private int motto;

  @Update
  public int enter(V visitor) {
    visitors.add(visitor);
    motto++;
    return motto;
  }

  @Query
  public List<V> visitors() {
    return visitors;
  }
}
