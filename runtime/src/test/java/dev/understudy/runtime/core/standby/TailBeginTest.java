package dev.understudy.runtime.core.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.JournalBytes;
import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import org.junit.jupiter.api.Test;

/** From where on a successor reads the journal, and what it must not find there. */
class TailBeginTest {

  private final JournalBytes journal = new JournalBytes();
  private final HotServerStandby standby =
      new HotServerStandby(new StateMachine(new Ledger()), new Deaf());

  private static byte[] record(LogRecord.Kind kind, long sequence, long epoch) {
    WireOutput name = WireOutput.forCall();
    if (kind == LogRecord.Kind.OPEN_SESSION) {
      name.writeString("Ada");
    }
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter()
        .begin(kind, sequence, epoch)
        .at(500, 0)
        .write(out, name.array(), 0, name.size());
    return out.toByteArray();
  }

  private static LogRecord view(byte[] bytes) {
    LogRecord record = new LogRecord();
    assertThat(record.parse(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return record;
  }

  private byte[] journaled(LogRecord.Kind kind, long sequence, long epoch) {
    byte[] bytes = record(kind, sequence, epoch);
    journal.append(bytes, 0, bytes.length);
    return bytes;
  }

  private void forward(long sequence, long journaled, long segmentFirst, long offset) {
    standby.journaled(journaled, segmentFirst, offset);
    standby.forwarded(view(record(LogRecord.Kind.OPEN_SESSION, sequence, 1)));
  }

  @Test
  void aReadyStandbyBeginsWhereThePrimaryHadWrittenToWhenItLastForwarded() {
    standby.live(0);
    standby.endOfInput();
    forward(1, 0, 1, 40);
    forward(2, 1, 1, 130);
    assertThat(standby.tailBegin()).isEqualTo(new JournalPlace(1, 130, 1));
  }

  @Test
  void oneToWhichNothingWasForwardedBeginsWhereItHasReadTo() {
    assertThat(standby.tailBegin()).isNull();
    standby.live(0);
    standby.endOfInput();
    assertThat(standby.tailBegin()).isNull();
  }

  /**
   * It keeps what was forwarded, and has digested none of it: the journal may begin behind that.
   */
  @Test
  void oneThatIsNotLevelBeginsWhereItHasReadTo() {
    byte[] epoch = journaled(LogRecord.Kind.EPOCH, 0, 1);
    byte[] first = journaled(LogRecord.Kind.OPEN_SESSION, 1, 1);
    standby.live(1);
    standby.digestFromJournal(view(epoch));
    standby.digestFromJournal(view(first));
    journaled(LogRecord.Kind.OPEN_SESSION, 2, 1);
    forward(2, 1, 1, 130);
    forward(3, 2, 1, 220);
    assertThat(standby.needsJournal()).isFalse();
    assertThat(standby.tailBegin()).isNull();
    assertThat(Takeover.settle(standby, journal.reader())).isEqualTo(1);
    assertThat(standby.digested()).isEqualTo(3);
  }

  @Test
  void whereAnotherHasServedSinceNobodySucceeds() {
    standby.understudies(1);
    journaled(LogRecord.Kind.EPOCH, 0, 1);
    journaled(LogRecord.Kind.EPOCH, 0, 2);
    assertThatThrownBy(() -> Takeover.settle(standby, journal.reader()))
        .isInstanceOf(SupersededException.class)
        .hasMessage("another process has begun epoch 2 in the meantime");
  }

  /** The snapshot that it has loaded, or the begin of its segment, may tell of it already. */
  @Test
  void aStateOfALaterEpochSucceedsNobody() {
    standby.understudies(1);
    standby.state().epochIsAtLeast(2);
    assertThatThrownBy(() -> Takeover.settle(standby, journal.reader()))
        .isInstanceOf(SupersededException.class);
  }

  /** Tells nobody. */
  private static final class Deaf implements StandbyEffects {

    @Override
    public void join(long digested) {}

    @Override
    public void progress(long digested) {}

    @Override
    public void ready(long digested) {}

    @Override
    public void answer(long sequence, byte[] outcome) {}

    @Override
    public void ask(long digested) {}

    @Override
    public void differs(Difference difference) {}

    @Override
    public void heartbeat() {}
  }
}
