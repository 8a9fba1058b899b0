package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;

/**
 * One message, which is sent as one frame. Each direction of each kind of connection has a family
 * of its own. The messages of the update path never become objects: their types have only static
 * methods, and their readers get the buffer.
 */
public sealed interface Message
    permits Hello,
        ClientMessage,
        ServerMessage,
        PrimaryMessage,
        StandbyMessage,
        CommandRequest,
        CommandReply {

  /** The first byte of its frame: see {@link FrameType}. */
  byte type();

  /** Writes what follows the type: nothing, if that says all. */
  default void write(WireOutput out) {}

  /** Appends it to what leaves on a connection. */
  default void send(FrameSink to) {
    write(to.begin(type()));
    to.end();
  }
}
