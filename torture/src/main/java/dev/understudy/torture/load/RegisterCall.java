package dev.understudy.torture.load;

import dev.understudy.linearizability.ModelOfClass;
import dev.understudy.torture.attic.Attic;
import dev.understudy.torture.attic.AtticCalls;
import dev.understudy.torture.attic.StaleException;

/**
 * A call of a register that several clients share.
 *
 * @param kind what is done to it
 * @param register its name
 * @param expected what it must hold to be exchanged
 * @param value what is written
 */
record RegisterCall(Kind kind, String register, long expected, long value) {

  /** What can be done to a register. */
  enum Kind {
    WRITE,
    EXCHANGE,
    INCREMENT,
    READ
  }

  /** The server class itself, run alone, with one register. */
  static final ModelOfClass<Attic, RegisterCall, String> MODEL =
      new ModelOfClass<>(
          Attic::new,
          RegisterCall::copy,
          (attic, call) -> call.outcome(attic),
          attic -> String.valueOf(attic.read("")));

  // In the model, the one register has no name: each history is that of one register.
  private static Attic copy(Attic attic) {
    Attic copy = new Attic();
    Long value = attic.read("");
    if (value != null) {
      copy.write("", value);
    }
    return copy;
  }

  RegisterCall withoutName() {
    return new RegisterCall(kind, "", expected, value);
  }

  /** Makes the call, of a pair or of an attic that stands alone. */
  String outcome(AtticCalls attic) {
    try {
      return switch (kind) {
        case WRITE -> String.valueOf(attic.write(register, value));
        case EXCHANGE -> {
          attic.exchange(register, expected, value);
          yield "done";
        }
        case INCREMENT -> String.valueOf(attic.increment(register));
        case READ -> String.valueOf(attic.read(register));
      };
    } catch (StaleException e) {
      return "stale";
    }
  }

  @Override
  public String toString() {
    return switch (kind) {
      case WRITE -> "write " + value;
      case EXCHANGE -> "exchange " + expected + " for " + value;
      case INCREMENT -> "increment";
      case READ -> "read";
    };
  }
}
