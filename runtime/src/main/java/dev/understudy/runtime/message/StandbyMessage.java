package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** What a standby says to its primary, on the link. */
public sealed interface StandbyMessage extends Message {

  /** Takes what a standby says. */
  interface Handler {

    /** One outcome of {@link Answers}, in the order of the updates. */
    void answered(byte[] bytes, int offset, int length);

    /** {@link Ask}. */
    void ask(long digested);

    void join(Join join);

    void progress(Progress progress);

    void ready(Ready ready);

    void differs(Differs difference);

    void stateDiffers(StateDiffers difference);

    void leaves(Leaves leaves);

    /** It is alive, and its writer makes progress. */
    void heartbeat();

    /** It has all that it needs, and serves as soon as the fence is free. */
    void takingOver();

    /** It serves. */
    void serves();

    /** It serves, and has a standby of its own, or ends the pair. */
    void goodbye();
  }

  /** The outcomes of forwarded updates, which are kept until they leave in one frame. */
  final class Answers {

    private final WireOutput outcomes = WireOutput.forCall();
    private long first;
    private int count;

    /** The bytes of the outcomes so far. */
    public int size() {
      return outcomes.size();
    }

    public boolean isEmpty() {
      return count == 0;
    }

    public void add(long sequence, byte[] outcome) {
      if (count == 0) {
        first = sequence;
      }
      outcomes.writeVarInt(outcome.length);
      outcomes.writeRaw(outcome, 0, outcome.length);
      count++;
    }

    public void send(FrameSink to) {
      WireOutput out = to.begin(FrameType.LINK_ANSWER);
      out.writeLong(first); // For people who look at the wire: answers go in order.
      out.writeVarInt(count);
      out.writeRaw(outcomes.array(), 0, outcomes.size());
      to.end();
    }

    public void clear() {
      outcomes.clear();
      count = 0;
    }

    private static void read(WireInput in, Handler handler) {
      in.readLong(); // See above.
      int count = in.readVarInt();
      for (int i = 0; i < count; i++) {
        int length = in.readVarInt();
        handler.answered(in.array(), in.skip(length), length);
      }
      FrameBody.requireEnd(in, "LINK_ANSWER");
    }
  }

  /**
   * The standby wants to hear when the journal holds more than it has digested. Never an object.
   */
  final class Ask {

    private Ask() {}

    public static void send(FrameSink to, long digested) {
      to.begin(FrameType.LINK_ASK).writeLong(digested);
      to.end();
    }
  }

  /**
   * The standby takes part.
   *
   * @param digested up to where it has recovered from snapshot and journal
   * @param pid its process, for people who look at the wire
   */
  record Join(long digested, long pid) implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_JOIN;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(digested);
      out.writeLong(pid);
    }

    private static Join read(WireInput in) {
      return new Join(in.readLong(), FrameBody.number(in, "LINK_JOIN"));
    }
  }

  /**
   * The standby catches up.
   *
   * @param digested up to where it has digested
   */
  record Progress(long digested) implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_PROGRESS;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(digested);
    }

    private static Progress read(WireInput in) {
      return new Progress(FrameBody.number(in, "LINK_PROGRESS"));
    }
  }

  /**
   * The standby is level.
   *
   * @param digested up to where it has digested
   */
  record Ready(long digested) implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_READY;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(digested);
    }

    private static Ready read(WireInput in) {
      return new Ready(FrameBody.number(in, "LINK_READY"));
    }
  }

  /**
   * The standby's result is not the primary's.
   *
   * @param sequence the number of the update
   * @param method the method, as {@code name(parameter types)}
   * @param primaryResult what the primary computed, readable
   * @param standbyResult what the standby computed, readable
   */
  record Differs(long sequence, String method, String primaryResult, String standbyResult)
      implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_DIFFERS;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(sequence);
      out.writeString(method);
      out.writeString(primaryResult);
      out.writeString(standbyResult);
    }

    private static Differs read(WireInput in) {
      return FrameBody.whole(
          new Differs(in.readLong(), FrameBody.text(in), FrameBody.text(in), FrameBody.text(in)),
          in,
          "LINK_DIFFERS");
    }
  }

  /**
   * What the standby's state holds is not what the primary's does.
   *
   * @param sequence the number of the update after which that is so
   * @param field the name of the first state field that differs
   */
  record StateDiffers(long sequence, String field) implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_STATE_DIFFERS;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(sequence);
      out.writeString(field);
    }

    private static StateDiffers read(WireInput in) {
      return FrameBody.whole(
          new StateDiffers(in.readLong(), FrameBody.text(in)), in, "LINK_STATE_DIFFERS");
    }
  }

  /**
   * The standby cannot take over, and leaves: its last word.
   *
   * @param why for people
   */
  record Leaves(String why) implements StandbyMessage {

    @Override
    public byte type() {
      return FrameType.LINK_LEAVES;
    }

    @Override
    public void write(WireOutput out) {
      out.writeString(why);
    }

    private static Leaves read(WireInput in) {
      return FrameBody.whole(new Leaves(FrameBody.text(in)), in, "LINK_LEAVES");
    }
  }

  /** A message that is nothing but its type. */
  enum Signal implements StandbyMessage {
    /** It is alive, and its writer makes progress. */
    HEARTBEAT(FrameType.LINK_HEARTBEAT),
    /** It has all that it needs, and serves as soon as the fence is free. */
    TAKING_OVER(FrameType.LINK_TAKING_OVER),
    /** It serves. From then on, GOODBYE says that it has a standby of its own. */
    SERVES(FrameType.LINK_SERVES),
    /** It needs the former primary no more. Nothing follows. */
    GOODBYE(FrameType.GOODBYE);

    private final byte type;

    Signal(byte type) {
      this.type = type;
    }

    @Override
    public byte type() {
      return type;
    }
  }

  /**
   * Reads one message, and tells it.
   *
   * @throws dev.understudy.runtime.wire.MalformedInputException when no standby would send this
   */
  static void read(byte type, WireInput in, Handler handler) {
    switch (type) {
      case FrameType.LINK_ANSWER -> Answers.read(in, handler);
      case FrameType.LINK_ASK -> handler.ask(FrameBody.number(in, "LINK_ASK"));
      case FrameType.LINK_JOIN -> handler.join(Join.read(in));
      case FrameType.LINK_PROGRESS -> handler.progress(Progress.read(in));
      case FrameType.LINK_READY -> handler.ready(Ready.read(in));
      case FrameType.LINK_DIFFERS -> handler.differs(Differs.read(in));
      case FrameType.LINK_STATE_DIFFERS -> handler.stateDiffers(StateDiffers.read(in));
      case FrameType.LINK_LEAVES -> handler.leaves(Leaves.read(in));
      case FrameType.LINK_HEARTBEAT ->
          FrameBody.readSignal(in, Signal.HEARTBEAT, handler::heartbeat);
      case FrameType.LINK_TAKING_OVER ->
          FrameBody.readSignal(in, Signal.TAKING_OVER, handler::takingOver);
      case FrameType.LINK_SERVES -> FrameBody.readSignal(in, Signal.SERVES, handler::serves);
      case FrameType.GOODBYE -> FrameBody.readSignal(in, Signal.GOODBYE, handler::goodbye);
      default -> throw FrameBody.unexpected(type);
    }
  }
}
