package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;

/**
 * What a client says of itself at the begin of every connection.
 *
 * @param className the server class
 * @param contract in words
 * @param fingerprint stands for the contract
 * @param clientName what the client calls itself
 */
record Greeting(String className, String contract, long fingerprint, String clientName) {

  static Greeting of(ServerClass serverClass, String clientName) {
    return new Greeting(
        serverClass.name(), serverClass.contract(), Contracts.fingerprint(serverClass), clientName);
  }

  /**
   * @param session the session to go on with, or 0 for a new one
   * @param life the life of the state that it belongs to, as the server said
   */
  void write(long session, long life, FrameOutput frames) {
    WireOutput out = frames.begin(FrameType.HELLO);
    out.writeInt(FrameType.MAGIC);
    out.writeVarInt(FrameType.PROTOCOL_VERSION);
    out.writeByte(FrameType.PURPOSE_CLIENT);
    out.writeString(className);
    out.writeLong(fingerprint);
    out.writeLong(session);
    out.writeLong(life);
    out.writeString(clientName);
    frames.end();
  }
}
