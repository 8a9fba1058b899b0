package dev.understudy.benchmarks.codec;

/** What the customer of an {@link Order} wants. */
public enum Side {
  /** To have. */
  BUY,
  /** To have no more. */
  SELL
}
