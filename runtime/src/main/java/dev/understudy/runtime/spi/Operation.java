package dev.understudy.runtime.spi;

import dev.understudy.runtime.codec.Codecs;

/**
 * One method of a server class: an update or query, or the one that hears of clients' deaths.
 *
 * @param index its place in {@link ServerClass#operations}, and its number on the wire
 * @param kind whether it changes state
 * @param signature its name and parameter types, as people read it: {@code book(String,String)}
 * @param outcome how what it returns or throws is written
 * @param <R> the type of its result, boxed if it is primitive
 */
public record Operation<R>(int index, Kind kind, String signature, OutcomeCodec<R> outcome) {

  /** Whether an operation changes state. */
  public enum Kind {
    /** It does: numbered, journaled, replicated. */
    UPDATE,
    /** It does not. */
    QUERY,
    /** It does, and no client calls it: it runs as the update that ends a dead client's session. */
    OBITUARY
  }

  /** Describes an update. */
  public static <R> Operation<R> update(int index, String signature, OutcomeCodec<R> outcome) {
    return new Operation<>(index, Kind.UPDATE, signature, outcome);
  }

  /** Describes a query. */
  public static <R> Operation<R> query(int index, String signature, OutcomeCodec<R> outcome) {
    return new Operation<>(index, Kind.QUERY, signature, outcome);
  }

  /**
   * Describes the method that hears of clients' deaths. It returns nothing, and its exceptions are
   * written as undeclared ones, since nobody will catch them.
   */
  public static Operation<Void> obituary(int index, String signature) {
    return new Operation<>(index, Kind.OBITUARY, signature, OutcomeCodec.of(Codecs.VOID));
  }

  /** Whether this is an update that callers may ask for. */
  public boolean isUpdate() {
    return kind == Kind.UPDATE;
  }

  @Override
  public String toString() {
    return signature;
  }
}
