package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** What the dead primary of a warm-up has left: its journal, with room ahead. Without state. */
final class WarmUpJournal {

  /** The epoch of that primary. */
  static final long EPOCH = 1;

  static final int UPDATES = 300;
  private static final int ROOM_BYTES = 256 << 10; // As a primary has it.

  private WarmUpJournal() {}

  /** Each of its updates adds 1. */
  static void write(RunDirectory stage) throws IOException {
    Path segment;
    try (Journal journal =
        Journal.open(
            stage,
            Recovery.identityOf(WarmUpServer.SERVER_CLASS),
            JournalPosition.start(),
            JournalOptions.defaults())) {
      WireOutput records = WireOutput.forCall();
      append(records, LogRecord.Kind.EPOCH, 0, new byte[0]);
      byte[] one = ByteBuffer.allocate(Long.BYTES).putLong(1).array();
      for (long sequence = 1; sequence <= UPDATES; sequence++) {
        append(records, LogRecord.Kind.UPDATE, sequence, one);
      }
      journal.append(records.array(), 0, records.size(), 1, UPDATES);
      segment = Objects.requireNonNull(journal.position().segment());
    }
    Files.write(segment, new byte[ROOM_BYTES], StandardOpenOption.APPEND);
  }

  private static void append(
      WireOutput records, LogRecord.Kind kind, long sequence, byte[] arguments) {
    new LogRecordWriter()
        .begin(kind, sequence, EPOCH)
        .write(records, arguments, 0, arguments.length);
  }
}
