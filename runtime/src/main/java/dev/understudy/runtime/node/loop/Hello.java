package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * The first frame of a connection, up to what depends on its purpose.
 *
 * @param protocolVersion the version of the frames that the peer speaks
 * @param purpose what the peer wants: see {@link FrameType}
 * @param serverClass the binary name of the class that it wants it of
 */
public record Hello(int protocolVersion, byte purpose, String serverClass) {

  static Hello read(byte type, WireInput in) {
    if (type != FrameType.HELLO || in.readInt() != FrameType.MAGIC) {
      throw new MalformedInputException("something else than a HELLO");
    }
    return new Hello(in.readVarInt(), in.readByte(), String.valueOf(in.readString()));
  }

  public static void write(WireOutput out, byte purpose, String serverClass) {
    out.writeInt(FrameType.MAGIC);
    out.writeVarInt(FrameType.PROTOCOL_VERSION);
    out.writeByte(purpose);
    out.writeString(serverClass);
  }
}
