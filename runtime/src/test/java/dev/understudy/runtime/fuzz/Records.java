package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.HexFormat;

/** Log records of every kind. */
final class Records {

  private Records() {}

  /** A begin of an epoch, a session, updates with an outcome, and the end of the session. */
  static byte[] batch() {
    WireOutput out = WireOutput.forCall();
    LogRecordWriter writer = new LogRecordWriter();
    writer.begin(LogRecord.Kind.EPOCH, 0, 1).at(1, 0).write(out);
    WireOutput name = WireOutput.forCall();
    name.writeString("Ada");
    writer.begin(LogRecord.Kind.OPEN_SESSION, 1, 1).at(2, 0);
    writer.write(out, name.array(), 0, name.size());
    byte[] argument = {0, 0, 0, 0, 0, 0, 0, 5};
    writer.begin(LogRecord.Kind.UPDATE, 2, 1).at(3, 4).of(1, 1, 1).calls(0);
    writer.write(out, argument, 0, argument.length);
    writer.begin(LogRecord.Kind.OUTCOME, 2, 1).at(3, 4).of(1, 1, 1).calls(0);
    writer.write(out, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 5}, 0, 9);
    writer.begin(LogRecord.Kind.CONFIRM, 3, 1).at(4, 0).of(1, 0, 1).write(out);
    writer.begin(LogRecord.Kind.END_SESSION, 4, 1).at(5, 0).of(1, 0, 0);
    writer.write(out, new byte[] {1}, 0, 1);
    return out.toByteArray();
  }

  /** All that a record says, as text. */
  static String told(LogRecord record) {
    WireInput in = new WireInput();
    record.arguments(in);
    byte[] arguments = new byte[in.remaining()];
    in.readRaw(arguments, 0, arguments.length);
    return record.kind()
        + " "
        + record.sequence()
        + " of epoch "
        + record.epoch()
        + " at "
        + record.timeMicros()
        + " with "
        + record.seed()
        + ", session "
        + record.session()
        + ", request "
        + record.request()
        + " after "
        + record.confirmed()
        + ", calls "
        + record.operation()
        + " "
        + HexFormat.of().formatHex(arguments);
  }

  /** Writes again what a record says. */
  static byte[] written(LogRecord record) {
    WireInput in = new WireInput();
    record.arguments(in);
    byte[] arguments = new byte[in.remaining()];
    in.readRaw(arguments, 0, arguments.length);
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(record.kind(), record.sequence(), record.epoch())
        .at(record.timeMicros(), record.seed())
        .of(record.session(), record.request(), record.confirmed())
        .calls(record.operation())
        .write(out, arguments, 0, arguments.length);
    return out.toByteArray();
  }
}
