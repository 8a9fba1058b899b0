package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** What a primary says to its standby, on the link. */
public sealed interface PrimaryMessage extends Message {

  /** Takes what a primary says. */
  interface Handler {

    /**
     * A {@link Forward}.
     *
     * @param records what is left of the frame; valid until the next one
     */
    void forward(long journaled, long segmentFirst, long segmentOffset, WireInput records);

    /** {@link Journaled}. */
    void journaled(long journaled);

    void live(Live live);

    void handOver(HandOver handOver);

    /** It is alive, and its writer makes progress. */
    void heartbeat();

    /** A switchover is near: a sleeper is to load the state. */
    void wake();

    /** The fence is free. */
    void fenceFreed();

    /** It ends in order. */
    void goodbye();
  }

  /** New updates. Never an object. */
  final class Forward {

    private Forward() {}

    /**
     * Sends log records.
     *
     * @param journaled up to where the journal is written
     * @param segmentFirst where that ends: the first sequence of the segment
     * @param segmentOffset where in that segment
     */
    public static void send(
        FrameSink to,
        long journaled,
        long segmentFirst,
        long segmentOffset,
        byte[] records,
        int offset,
        int length) {
      WireOutput out = to.begin(FrameType.LINK_FORWARD);
      out.writeLong(journaled);
      out.writeLong(segmentFirst);
      out.writeLong(segmentOffset);
      out.writeRaw(records, offset, length);
      to.end();
    }

    private static void read(WireInput in, Handler handler) {
      handler.forward(in.readLong(), in.readLong(), in.readLong(), in);
    }
  }

  /**
   * The answer to {@link StandbyMessage.Ask}: up to where the journal is written. Never an object.
   */
  final class Journaled {

    private Journaled() {}

    public static void send(FrameSink to, long journaled) {
      to.begin(FrameType.LINK_JOURNALED).writeLong(journaled);
      to.end();
    }
  }

  /**
   * The standby gets all updates after this one.
   *
   * @param journaled the journal is written up to it
   */
  record Live(long journaled) implements PrimaryMessage {

    @Override
    public byte type() {
      return FrameType.LINK_LIVE;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(journaled);
    }

    private static Live read(WireInput in) {
      return new Live(FrameBody.number(in, "LINK_LIVE"));
    }
  }

  /**
   * The standby is to make ready to serve.
   *
   * @param beginMicros since when clients wait, in microseconds since 1970
   */
  record HandOver(long beginMicros) implements PrimaryMessage {

    @Override
    public byte type() {
      return FrameType.LINK_HAND_OVER;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(beginMicros);
    }

    private static HandOver read(WireInput in) {
      return new HandOver(FrameBody.number(in, "LINK_HAND_OVER"));
    }
  }

  /** A message that is nothing but its type. */
  enum Signal implements PrimaryMessage {
    /** It is alive, and its writer makes progress. */
    HEARTBEAT(FrameType.LINK_HEARTBEAT),
    /** A sleeping standby is to load the state, and to keep up with the journal. */
    WAKE(FrameType.LINK_WAKE),
    /** The fence is free. */
    FENCE_FREED(FrameType.LINK_FENCE_FREED),
    /** It ends in order. Nothing follows. */
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
   * @throws dev.understudy.runtime.wire.MalformedInputException when no primary would send this
   */
  static void read(byte type, WireInput in, Handler handler) {
    switch (type) {
      case FrameType.LINK_FORWARD -> Forward.read(in, handler);
      case FrameType.LINK_JOURNALED -> handler.journaled(FrameBody.number(in, "LINK_JOURNALED"));
      case FrameType.LINK_LIVE -> handler.live(Live.read(in));
      case FrameType.LINK_HAND_OVER -> handler.handOver(HandOver.read(in));
      case FrameType.LINK_HEARTBEAT ->
          FrameBody.readSignal(in, Signal.HEARTBEAT, handler::heartbeat);
      case FrameType.LINK_WAKE -> FrameBody.readSignal(in, Signal.WAKE, handler::wake);
      case FrameType.LINK_FENCE_FREED ->
          FrameBody.readSignal(in, Signal.FENCE_FREED, handler::fenceFreed);
      case FrameType.GOODBYE -> FrameBody.readSignal(in, Signal.GOODBYE, handler::goodbye);
      default -> throw FrameBody.unexpected(type);
    }
  }
}
