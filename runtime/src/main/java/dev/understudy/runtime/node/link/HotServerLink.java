package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Optional;

/** Mode HOT, standby role SERVER: updates come in, and answers go out. Writer thread only. */
public final class HotServerLink extends PrimaryLink {

  private static final int ANSWERS_BYTES = 1 << 20;

  private final HotServerStandby core;
  private final LogRecord record = new LogRecord();
  private final WireOutput answers = WireOutput.forCall();
  private long firstAnswer;
  private int answerCount;
  private long journaled;
  private long segmentFirst;
  private long segmentOffset;

  public HotServerLink(Connection connection, HotServerStandby core, Listener listener) {
    super(connection, listener);
    this.core = core;
  }

  @Override
  void take(byte type, WireInput body) {
    switch (type) {
      case FrameType.LINK_FORWARD -> forward(body);
      case FrameType.LINK_LIVE -> core.live(body.readLong());
      default -> super.take(type, body);
    }
  }

  private void forward(WireInput body) {
    journaled = body.readLong();
    segmentFirst = body.readLong();
    segmentOffset = body.readLong();
    core.journaled(journaled);
    while (body.hasMore()) {
      int size = record.parse(body.array(), body.position(), body.remaining());
      if (size <= 0) {
        throw new MalformedInputException("a forward whose records are damaged");
      }
      body.skip(size);
      core.forwarded(record);
    }
    sendAnswers();
  }

  @Override
  public Optional<JournalReader> journalTail(
      RunDirectory directory, JournalIdentity identity, long lastEpoch) {
    return segmentFirst == 0
        ? Optional.empty()
        : Optional.of(
            JournalReader.openAt(
                directory, identity, segmentFirst, segmentOffset, journaled, lastEpoch));
  }

  @Override
  void answer(long sequence, byte[] outcome) {
    if (answers.size() + outcome.length > ANSWERS_BYTES) {
      sendAnswers(); // One outcome may be as large as a frame: it then goes alone.
    }
    if (answerCount == 0) {
      firstAnswer = sequence;
    }
    answers.writeVarInt(outcome.length);
    answers.writeRaw(outcome, 0, outcome.length);
    answerCount++;
  }

  @Override
  public void sendAnswers() {
    if (answerCount == 0) {
      return;
    }
    if (isOpen()) {
      WireOutput out = begin(FrameType.LINK_ANSWER);
      out.writeLong(firstAnswer);
      out.writeVarInt(answerCount);
      out.writeRaw(answers.array(), 0, answers.size());
      end();
    }
    answers.clear();
    answerCount = 0;
  }
}
