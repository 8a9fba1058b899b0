package dev.understudy.runtime.message;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a server says to a client. */
public sealed interface ServerMessage extends Message {

  /**
   * Takes what a server says.
   *
   * @param <C> the connection on which it is said
   */
  interface Handler<C> {

    void welcomed(C from, Welcome welcome);

    /** It is a standby; it will welcome the client once it serves. */
    void standingBy(C from);

    void refused(C from, Refused refused);

    /** A {@link Reply}. */
    void replied(long request, ReplyStatus status, byte[] payload);

    void standbyChanged(StandbyChanged change);

    /** A process of the pair has died. */
    void died(Obituary obituary);

    /** It has ended this session, as the client asked by its goodbye. */
    void farewell();

    /** It leaves in order. */
    void leaving(C from);
  }

  /**
   * It serves this session, from here on.
   *
   * @param session the session's number
   * @param life the life of the state that the session belongs to
   * @param epoch the epoch in which it serves
   * @param primaryPid its process, for people who look at the wire
   * @param standby the endpoint of its standby, or null without one
   */
  record Welcome(long session, long life, long epoch, long primaryPid, @Nullable String standby)
      implements ServerMessage {

    @Override
    public byte type() {
      return FrameType.WELCOME;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(session);
      out.writeLong(life);
      out.writeLong(epoch);
      out.writeLong(primaryPid);
      out.writeString(standby);
    }

    private static Welcome read(WireInput in) {
      return FrameBody.whole(
          new Welcome(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readString()),
          in,
          "WELCOME");
    }
  }

  /**
   * It will not serve this client, or do what this command asks for, on this connection.
   *
   * @param why for programs
   * @param message for people
   */
  record Refused(Refusal why, String message) implements ServerMessage, CommandReply {

    @Override
    public byte type() {
      return FrameType.REFUSED;
    }

    @Override
    public void write(WireOutput out) {
      out.writeByte(why.code());
      out.writeString(message);
    }

    static Refused read(WireInput in) {
      return FrameBody.whole(
          new Refused(Refusal.of(in.readByte()), FrameBody.text(in)), in, "REFUSED");
    }
  }

  /** A request is answered. Never an object. */
  final class Reply {

    private Reply() {}

    /**
     * Sends a reply.
     *
     * @param request the client's number for its call
     * @param status how the call ended
     * @param payload the outcome, or a message in UTF-8
     */
    public static void send(FrameSink to, long request, ReplyStatus status, byte[] payload) {
      WireOutput out = to.begin(FrameType.REPLY);
      out.writeLong(request);
      out.writeByte(status.code());
      out.writeRaw(payload, 0, payload.length);
      to.end();
    }

    private static void read(WireInput in, Handler<?> handler) {
      long request = in.readLong();
      ReplyStatus status = ReplyStatus.of(in.readByte());
      int length = in.remaining();
      int at = in.skip(length);
      handler.replied(request, status, Arrays.copyOfRange(in.array(), at, at + length));
    }
  }

  /**
   * Its standby is another one now.
   *
   * @param endpoint where that listens, or null without one
   */
  record StandbyChanged(@Nullable String endpoint) implements ServerMessage {

    @Override
    public byte type() {
      return FrameType.STANDBY_CHANGED;
    }

    @Override
    public void write(WireOutput out) {
      out.writeString(endpoint);
    }

    private static StandbyChanged read(WireInput in) {
      return FrameBody.whole(new StandbyChanged(in.readString()), in, "STANDBY_CHANGED");
    }
  }

  /**
   * A process of the pair has died.
   *
   * @param obituary the notice of its death
   */
  record Died(Obituary obituary) implements ServerMessage {

    @Override
    public byte type() {
      return FrameType.OBITUARY;
    }

    @Override
    public void write(WireOutput out) {
      FrameBody.write(obituary, out);
    }

    private static Died read(WireInput in) {
      return FrameBody.whole(new Died(FrameBody.obituary(in)), in, "OBITUARY");
    }
  }

  /** A message that is nothing but its type. */
  enum Signal implements ServerMessage {
    /** It is a standby; WELCOME follows when it serves. */
    STANDING_BY(FrameType.STANDING_BY),
    /** It has ended the session, as the client asked. Nothing follows. */
    FAREWELL(FrameType.FAREWELL),
    /** It leaves in order. Nothing follows. */
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
   * @param from on which connection it came
   * @throws dev.understudy.runtime.wire.MalformedInputException when no server would send this
   */
  static <C> void read(byte type, WireInput in, C from, Handler<C> handler) {
    switch (type) {
      case FrameType.REPLY -> Reply.read(in, handler);
      case FrameType.WELCOME -> handler.welcomed(from, Welcome.read(in));
      case FrameType.REFUSED -> handler.refused(from, Refused.read(in));
      case FrameType.STANDBY_CHANGED -> handler.standbyChanged(StandbyChanged.read(in));
      case FrameType.OBITUARY -> handler.died(Died.read(in).obituary());
      case FrameType.STANDING_BY ->
          FrameBody.readSignal(in, Signal.STANDING_BY, () -> handler.standingBy(from));
      case FrameType.FAREWELL -> FrameBody.readSignal(in, Signal.FAREWELL, handler::farewell);
      case FrameType.GOODBYE ->
          FrameBody.readSignal(in, Signal.GOODBYE, () -> handler.leaving(from));
      default -> throw FrameBody.unexpected(type);
    }
  }
}
