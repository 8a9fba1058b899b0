package dev.understudy.linearizability;

import org.jspecify.annotations.Nullable;

/** A register that can be read, written, and compared and set. */
final class RegisterModel implements SequentialModel<Integer, RegisterModel.Operation, Integer> {

  sealed interface Operation {}

  /** Reads it. */
  record Read() implements Operation {}

  /** Writes it; the result is null. */
  record Write(int value) implements Operation {}

  /** Writes it if it holds what is expected; the result is 1 then, and else 0. */
  record Exchange(int expected, int value) implements Operation {}

  @Override
  public Integer initial() {
    return 0;
  }

  @Override
  public Step<Integer, Integer> apply(Integer state, Operation operation) {
    if (operation instanceof Write write) {
      return new Step<>(write.value(), null);
    }
    if (operation instanceof Exchange exchange) {
      return state == exchange.expected() ? new Step<>(exchange.value(), 1) : new Step<>(state, 0);
    }
    return new Step<>(state, state);
  }

  static Call<Operation, Integer> read(String client, long from, long to, int result) {
    return Call.answered(client, from, to, new Read(), result);
  }

  static Call<Operation, Integer> write(String client, long from, long to, int value) {
    return Call.answered(client, from, to, new Write(value), null);
  }

  static Call<Operation, Integer> exchange(
      String client, long from, long to, int expected, int value, @Nullable Integer result) {
    return Call.answered(client, from, to, new Exchange(expected, value), result);
  }
}
