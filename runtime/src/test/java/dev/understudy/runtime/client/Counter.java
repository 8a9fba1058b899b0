package dev.understudy.runtime.client;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.Serial;
import java.util.List;

/** What the compiler would generate for a counter, as far as a client needs it. */
final class Counter {

  static final WireCodec<Long> LONG =
      new WireCodec<>() {
        @Override
        public void write(Long value, WireOutput out) {
          out.writeLong(value);
        }

        @Override
        public Long read(WireInput in) {
          return in.readLong();
        }
      };

  private static final WireCodec<OddException> ODD =
      new WireCodec<>() {
        @Override
        public void write(OddException value, WireOutput out) {
          out.writeString(value.getMessage());
        }

        @Override
        public OddException read(WireInput in) {
          return new OddException(in.readString());
        }
      };

  /** Adds a number, and returns the sum. */
  static final Operation<Long> ADD = Operation.update(0, "add(long)", OutcomeCodec.of(LONG, ODD));

  /** Returns the sum. */
  static final Operation<Long> SUM = Operation.query(1, "sum()", OutcomeCodec.of(LONG));

  static final ServerClass CLASS =
      new ServerClass(
          "example.Counter",
          Mode.HOT,
          StandbyRole.SERVER,
          true,
          WhenUnprotected.CONTINUE,
          List.of(ADD, SUM),
          null,
          "update add(long): long\nquery sum(): long\n");

  private Counter() {}

  static WireOutput number(long value) {
    WireOutput out = WireOutput.forCall();
    out.writeLong(value);
    return out;
  }

  static WireOutput nothing() {
    return WireOutput.forCall();
  }

  /** What {@code add(-1)} throws: declared. */
  static final class OddException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    OddException(String message) {
      super(message);
    }
  }
}
