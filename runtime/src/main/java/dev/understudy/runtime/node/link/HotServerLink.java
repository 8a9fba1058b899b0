package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;

/** Mode HOT, standby role SERVER: updates come in, and answers go out. Writer thread only. */
public final class HotServerLink extends PrimaryLink {

  private static final int ANSWERS_BYTES = 1 << 20;

  private final HotServerStandby core;
  private final LogRecord record = new LogRecord();
  private final StandbyMessage.Answers answers = new StandbyMessage.Answers();

  public HotServerLink(Connection connection, HotServerStandby core, Listener listener) {
    super(connection, listener);
    this.core = core;
  }

  @Override
  public void live(PrimaryMessage.Live live) {
    core.live(live.journaled());
  }

  @Override
  public void forward(long journaled, long segmentFirst, long segmentOffset, WireInput records) {
    core.journaled(journaled, segmentFirst, segmentOffset);
    while (records.hasMore()) {
      int size = record.parse(records.array(), records.position(), records.remaining());
      if (size <= 0) {
        throw new MalformedInputException("a forward whose records are damaged");
      }
      records.skip(size);
      core.forwarded(record);
    }
    sendAnswers();
  }

  @Override
  void answer(long sequence, byte[] outcome) {
    if (answers.size() + outcome.length > ANSWERS_BYTES) {
      sendAnswers(); // One outcome may be as large as a frame: it then goes alone.
    }
    answers.add(sequence, outcome);
  }

  @Override
  public void sendAnswers() {
    if (!answers.isEmpty()) {
      if (isOpen()) {
        answers.send(frames());
      }
      answers.clear();
    }
  }
}
