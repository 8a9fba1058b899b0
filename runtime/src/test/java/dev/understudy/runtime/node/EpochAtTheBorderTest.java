package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.node.state.SnapshotMaking;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An epoch that begins at the end of a segment, after the sequence of a snapshot. A process that
 * loads that snapshot opens the next segment, and must know of that epoch all the same.
 */
class EpochAtTheBorderTest {

  private static final JournalIdentity IDENTITY = Recovery.identityOf(WarmUpServer.SERVER_CLASS);
  private static final int UPDATES = 6;

  @TempDir Path root;

  /**
   * Journals some updates, with a second epoch that begins after one of them.
   *
   * @return the state before that epoch, as a snapshot made then holds it
   */
  private static byte[] journal(RunDirectory directory, long segmentBytes, long border) {
    directory.create();
    StateMachine state = new StateMachine(new WarmUpServer());
    byte[] saved = new byte[0];
    try (Journal journal =
        Journal.open(
            directory,
            IDENTITY,
            JournalPosition.start(),
            new JournalOptions(segmentBytes, false))) {
      write(journal, state, LogRecord.Kind.EPOCH, 0, 1);
      for (long sequence = 1; sequence <= UPDATES; sequence++) {
        write(journal, state, LogRecord.Kind.UPDATE, sequence, sequence > border ? 2 : 1);
        if (sequence == border) {
          saved = save(state);
          write(journal, state, LogRecord.Kind.EPOCH, sequence, 2);
        }
      }
    }
    return saved;
  }

  private static void write(
      Journal journal, StateMachine state, LogRecord.Kind kind, long sequence, long epoch) {
    WireOutput arguments = WireOutput.forCall();
    if (kind == LogRecord.Kind.UPDATE) {
      arguments.writeLong(sequence);
    }
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(kind, sequence, epoch)
        .at(1, 0)
        .write(out, arguments.array(), 0, arguments.size());
    long first = kind == LogRecord.Kind.EPOCH ? sequence + 1 : sequence;
    journal.append(out.array(), 0, out.size(), first, sequence);
    LogRecord record = new LogRecord();
    record.parse(out.array(), 0, out.size());
    state.digest(record);
  }

  private static byte[] save(StateMachine state) {
    WireOutput out = WireOutput.forSnapshot();
    state.save(out);
    return out.toByteArray();
  }

  private static StateMachine load(byte[] snapshot) {
    WireInput in = new WireInput();
    in.reset(snapshot, 0, snapshot.length);
    StateMachine state = new StateMachine(new WarmUpServer());
    state.load(in);
    return state;
  }

  @Test
  void aStateKnowsTheLastEpochWhereverTheJournalIsDivided() {
    for (int segmentBytes = 1; segmentBytes < 700; segmentBytes += 9) {
      for (int border = 1; border <= UPDATES; border++) {
        RunDirectory directory = directory(segmentBytes, border);
        StateMachine state = load(journal(directory, segmentBytes, border));
        assertThat(state.epoch()).isEqualTo(1);
        digest(directory, state);
        assertThat(state.epoch())
            .as("segments of %d bytes, an epoch after %d", segmentBytes, border)
            .isEqualTo(2);
        assertThat(state.sequence()).isEqualTo(UPDATES);
      }
    }
  }

  /** The joiner, and the sleeper that wakes: both recover so, and then read on. */
  @Test
  void aStandbyKnowsTheLastEpochWhereverTheJournalIsDivided() {
    for (int segmentBytes = 1; segmentBytes < 700; segmentBytes += 9) {
      for (int border = 1; border <= UPDATES; border++) {
        RunDirectory directory = directory(segmentBytes, border);
        StateMachine before = load(journal(directory, segmentBytes, border));
        SnapshotMaking.make(directory, before, bytes -> new WarmUpServer());
        RenewableStandby part = new RenewableStandby(WarmUpServer::new);
        StateMachine joiner = new StateMachine(part);
        try (JournalReader opened = Recovery.begin(directory, joiner, part).journal()) {
          StandbyCore core = Recovery.alone(joiner);
          LogRecord record = new LogRecord();
          while (opened.next(record)) {
            core.digestFromJournal(record);
          }
          assertThat(opened.position().lastEpoch()).isEqualTo(2);
        }
        assertThat(joiner.epoch())
            .as("segments of %d bytes, an epoch after %d", segmentBytes, border)
            .isEqualTo(2);
      }
    }
  }

  /** After a loss of power: the file of the next segment is there, and nothing is in it. */
  @Test
  void aSegmentWithoutAHeaderHidesNoEpoch() throws IOException {
    RunDirectory directory = directory(0, UPDATES);
    byte[] saved = journal(directory, Long.MAX_VALUE >> 1, UPDATES);
    Path empty = directory.journalDirectory().resolve("%020d.journal".formatted(UPDATES + 1));
    Files.write(empty, new byte[4_096]);
    StateMachine state = load(saved);
    digest(directory, state);
    assertThat(state.epoch()).isEqualTo(2);
    try (JournalReader reader = JournalReader.open(directory, IDENTITY, UPDATES)) {
      while (reader.next(new LogRecord())) {
        assertThat(reader.position().lastEpoch()).isEqualTo(2);
      }
      Journal.open(directory, IDENTITY, reader.position(), JournalOptions.defaults()).close();
    }
    StateMachine next = load(saved);
    digest(directory, next);
    assertThat(next.epoch()).isEqualTo(2);
  }

  private static void digest(RunDirectory directory, StateMachine state) {
    JournalReader reader = Recovery.openJournal(directory, state);
    Recovery.digestJournal(reader, state, JournalEnd.now(directory));
  }

  private RunDirectory directory(int segmentBytes, int border) {
    return RunDirectory.of(root.resolve(segmentBytes + "-" + border));
  }
}
