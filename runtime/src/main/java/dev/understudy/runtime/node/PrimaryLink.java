package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.StandbyCore;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Optional;

/**
 * The connection that the primary holds to this standby for as long as it lives. Writer thread
 * only.
 */
final class PrimaryLink implements Connection.Owner {

  /** Who is told of the end of the connection. */
  interface Listener {

    /** The primary has said goodbye: it ends in order, and so does its standby. */
    void primaryLeft();

    /** The connection is closed without a goodbye: an obituary, unless the fence says otherwise. */
    void connectionClosed();
  }

  private final Connection connection;
  private final StandbyCore core;
  private final Listener listener;
  private final LogRecord record = new LogRecord();
  private final WireOutput answers = WireOutput.forCall();
  private long firstAnswer;
  private int answerCount;
  private boolean left;
  private long journaled;
  private long segmentFirst;
  private long segmentOffset;

  PrimaryLink(Connection connection, StandbyCore core, Listener listener) {
    this.connection = connection;
    this.core = core;
    this.listener = listener;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public String peer() {
    return "primary";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    switch (type) {
      case FrameType.LINK_FORWARD -> forward(body);
      case FrameType.LINK_LIVE -> core.live(body.readLong());
      case FrameType.LINK_HEARTBEAT -> {
        // That it came is all it says.
      }
      case FrameType.GOODBYE -> {
        left = true;
        listener.primaryLeft();
      }
      default -> throw new MalformedInputException("a frame of type " + type);
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

  /**
   * Opens the journal where the primary said that it was written to; what lies before, this standby
   * has digested.
   *
   * @return empty if the primary has not said so yet
   */
  Optional<JournalReader> journalTail(
      RunDirectory directory, JournalIdentity identity, long lastEpoch) {
    return segmentFirst == 0
        ? Optional.empty()
        : Optional.of(
            JournalReader.openAt(
                directory, identity, segmentFirst, segmentOffset, journaled, lastEpoch));
  }

  /** Takes an answer into the next frame of answers. */
  void answer(long sequence, byte[] outcome) {
    if (answers.size() + outcome.length > FrameType.MAX_FRAME_BYTES / 4) {
      sendAnswers(); // A large one goes alone, since a frame has a limit.
    }
    if (answerCount == 0) {
      firstAnswer = sequence;
    }
    answers.writeVarInt(outcome.length);
    answers.writeRaw(outcome, 0, outcome.length);
    answerCount++;
  }

  /** Sends the answers that were given since the last time. */
  void sendAnswers() {
    if (answerCount == 0) {
      return;
    }
    if (!connection.isClosed()) {
      WireOutput out = connection.begin(FrameType.LINK_ANSWER);
      out.writeLong(firstAnswer);
      out.writeVarInt(answerCount);
      out.writeRaw(answers.array(), 0, answers.size());
      connection.end();
    }
    answers.clear();
    answerCount = 0;
  }

  @Override
  public void closed(Connection from) {
    if (!left) {
      listener.connectionClosed();
    }
  }
}
