package dev.understudy.runtime.core.state;

import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;

/** Log records for tests, each in bytes of its own. */
final class Records {

  private Records() {}

  static LogRecord update(long sequence, long session, long request, LedgerCall call) {
    byte[] arguments = call.arguments();
    return record(LogRecord.Kind.UPDATE, sequence, session, request, call.operation(), arguments);
  }

  static LogRecord open(long sequence, String name) {
    WireOutput out = WireOutput.forCall();
    out.writeString(name);
    return record(LogRecord.Kind.OPEN_SESSION, sequence, 0, 0, 0, out.toByteArray());
  }

  static LogRecord end(long sequence, long session) {
    return record(LogRecord.Kind.END_SESSION, sequence, session, 0, 0, new byte[] {0});
  }

  static LogRecord epoch(long sequence, long epoch) {
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter().begin(LogRecord.Kind.EPOCH, sequence, epoch).at(500, 0).write(out);
    return view(out);
  }

  private static LogRecord record(
      LogRecord.Kind kind,
      long sequence,
      long session,
      long request,
      int operation,
      byte[] arguments) {
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(kind, sequence, 1)
        .at(1000 + sequence, sequence * 31)
        .of(session, request, 1)
        .calls(operation)
        .write(out, arguments, 0, arguments.length);
    return view(out);
  }

  private static LogRecord view(WireOutput out) {
    LogRecord record = new LogRecord();
    if (record.parse(out.array(), 0, out.size()) != out.size()) {
      throw new AssertionError("a record that was just written cannot be parsed");
    }
    return record;
  }
}
