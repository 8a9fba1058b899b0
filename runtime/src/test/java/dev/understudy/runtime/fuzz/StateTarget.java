package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import java.util.List;

/** The whole state of a process, as a snapshot has it. The first byte says how it is read. */
final class StateTarget implements FuzzTarget {

  @Override
  public String name() {
    return "state";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(seed(saved(played(true))), seed(saved(played(false))));
  }

  private static byte[] seed(byte[] state) {
    byte[] seed = new byte[1 + state.length];
    seed[0] = 20;
    System.arraycopy(state, 0, seed, 1, state.length);
    return seed;
  }

  /** A state with sessions and outcomes. */
  static StateMachine played(boolean full) {
    StateMachine state = new StateMachine(full ? new Stage().play() : new Stage());
    byte[] records = Records.batch();
    LogRecord record = new LogRecord();
    int at = 0;
    while (at < records.length) {
      at += record.parse(records, at, records.length - at);
      boolean ends = record.kind() == LogRecord.Kind.END_SESSION;
      if (record.kind() != LogRecord.Kind.OUTCOME && !ends) {
        state.digest(record);
      }
    }
    return state;
  }

  static byte[] saved(StateMachine state) {
    WireOutput out = WireOutput.forSnapshot();
    state.save(out);
    return out.toByteArray();
  }

  @Override
  public boolean read(byte[] input) {
    if (input.length == 0) {
      return false;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    return read(CodecTarget.input(bytes, 1 + Byte.toUnsignedInt(input[0])));
  }

  static boolean read(WireInput in) {
    StateMachine state = new StateMachine(new Stage());
    try {
      state.load(in);
    } catch (MalformedInputException e) {
      return Refusal.by(e);
    }
    byte[] saved = saved(state);
    StateMachine again = new StateMachine(new Stage());
    // As a snapshot is read back: hash tables are saved in the order in which they were read.
    WireInput savedInput = WireInput.ofSnapshot(saved, 0, saved.length);
    savedInput.keepOrders();
    again.load(savedInput);
    WireOutput out = WireOutput.forSnapshot();
    out.inOrderOf(savedInput);
    again.save(out);
    Same.requireBytes(saved, out.toByteArray());
    Same.require(state.sequence(), again.sequence());
    Same.require(state.epoch(), again.epoch());
    Same.require(state.timeMicros(), again.timeMicros());
    Same.require(state.sessions().keptBytes(), again.sessions().keptBytes());
    return true;
  }
}
