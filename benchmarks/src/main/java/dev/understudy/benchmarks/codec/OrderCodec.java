package dev.understudy.benchmarks.codec;

/** Writes orders to memory of its own, and reads what it wrote last. One thread only. */
interface OrderCodec {

  /**
   * Writes an order over the last one.
   *
   * @return how many bytes it has
   */
  int write(Order order);

  /** Reads what was written last, again and again. */
  Order read();
}
