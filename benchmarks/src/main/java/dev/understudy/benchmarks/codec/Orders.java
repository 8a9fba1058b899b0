package dev.understudy.benchmarks.codec;

import dev.understudy.HighlyAvailable;
import dev.understudy.State;
import dev.understudy.Update;

/** A server class that takes orders; what is measured is the codec that the processor makes. */
@HighlyAvailable
public class Orders {

  @State private long placed;

  /** Made by the generated launcher. */
  public Orders() {}

  /**
   * Takes an order.
   *
   * @param order of a customer
   * @return how many there are
   */
  @Update
  public long place(Order order) {
    placed += order.lines().size();
    return placed;
  }
}
