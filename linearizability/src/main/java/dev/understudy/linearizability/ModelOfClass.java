package dev.understudy.linearizability;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model made of a class whose objects change: for example of a server class that runs alone,
 * without a pair around it.
 *
 * @param fresh makes an object in its first state
 * @param copy makes another object in the same state
 * @param caller calls an object, which may change; what it throws is a fault of the model, so an
 *     exception that a client may be told of has to be returned
 * @param reading what stands for the state of an object, see {@link #fingerprint}
 * @param <T> the class
 * @param <O> an operation with its arguments
 * @param <R> a result
 */
public record ModelOfClass<T, O, R>(
    Supplier<T> fresh, UnaryOperator<T> copy, Caller<T, O, R> caller, Function<T, Object> reading)
    implements SequentialModel<T, O, R> {

  /** Calls an object; like {@link BiFunction}, but the result may be null. */
  @FunctionalInterface
  public interface Caller<T, O, R> {
    @Nullable R on(T object, O operation);
  }

  @Override
  public T initial() {
    return fresh.get();
  }

  @Override
  public Step<T, R> apply(T state, O operation) {
    T next = copy.apply(state);
    return new Step<>(next, caller.on(next, operation));
  }

  @Override
  public Object fingerprint(T state) {
    return reading.apply(state);
  }
}
