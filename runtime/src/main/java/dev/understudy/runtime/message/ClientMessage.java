package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** What a client says to a server, after its HELLO. */
public sealed interface ClientMessage extends Message {

  /** Takes what a client says. */
  interface Handler {

    /**
     * A {@link Request}.
     *
     * @param arguments what is left of the frame; valid until the next one
     */
    void request(long request, long confirmed, int operation, WireInput arguments);

    void confirm(Confirm confirm);

    void goodbye();
  }

  /** A call. Never an object. */
  final class Request {

    private Request() {}

    /**
     * Sends a call.
     *
     * @param request the client's number for it
     * @param confirmed all requests below it have been answered
     * @param operation the index of the method
     * @param arguments the first bytes of this array
     */
    public static void send(
        FrameSink to, long request, long confirmed, int operation, byte[] arguments, int length) {
      WireOutput out = to.begin(FrameType.REQUEST);
      out.writeLong(request);
      out.writeLong(confirmed);
      out.writeVarInt(operation);
      out.writeRaw(arguments, 0, length);
      to.end();
    }

    private static void read(WireInput in, Handler handler) {
      handler.request(in.readLong(), in.readLong(), in.readVarInt(), in);
    }
  }

  /**
   * The client has nothing else to say for now.
   *
   * @param below all requests below it have been answered
   */
  record Confirm(long below) implements ClientMessage {

    @Override
    public byte type() {
      return FrameType.CONFIRM;
    }

    @Override
    public void write(WireOutput out) {
      out.writeLong(below);
    }

    private static Confirm read(WireInput in) {
      return new Confirm(FrameBody.number(in, "CONFIRM"));
    }
  }

  /** A message that is nothing but its type. */
  enum Signal implements ClientMessage {
    /** The client ends its session. */
    GOODBYE;

    @Override
    public byte type() {
      return FrameType.GOODBYE;
    }
  }

  /**
   * Reads one message, and tells it.
   *
   * @throws dev.understudy.runtime.wire.MalformedInputException when no client would send this
   */
  static void read(byte type, WireInput in, Handler handler) {
    switch (type) {
      case FrameType.REQUEST -> Request.read(in, handler);
      case FrameType.CONFIRM -> handler.confirm(Confirm.read(in));
      case FrameType.GOODBYE -> FrameBody.readSignal(in, Signal.GOODBYE, handler::goodbye);
      default -> throw FrameBody.unexpected(type);
    }
  }
}
