package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * The first frame of every connection: who comes, and what for. It begins with {@link
 * FrameType#MAGIC}, the version of the frames, the purpose and the server class, whatever the
 * version; what follows belongs to the purpose.
 */
public sealed interface Hello extends Message {

  /** Takes what a HELLO says. */
  interface Handler {

    /**
     * Judges a client or a peer before the rest of its HELLO is read.
     *
     * @param fingerprint stands for its contract
     * @return false if it speaks another language, and was told so: no more is read
     */
    boolean understands(int protocolVersion, String serverClass, long fingerprint);

    void client(Client hello);

    void peer(Peer hello);

    void command(Command hello);
  }

  /**
   * A client.
   *
   * @param serverClass the binary name of the class that it wants
   * @param fingerprint stands for its contract
   * @param session the session to go on with, or 0 for a new one
   * @param life the life of the state that the session belongs to, as the server said
   * @param name what the client calls itself
   */
  record Client(String serverClass, long fingerprint, long session, long life, String name)
      implements Hello {

    @Override
    public byte purpose() {
      return FrameType.PURPOSE_CLIENT;
    }

    @Override
    public void writeRest(WireOutput out) {
      out.writeLong(fingerprint);
      out.writeLong(session);
      out.writeLong(life);
      out.writeString(name);
    }

    static Client readRest(String serverClass, long fingerprint, WireInput in) {
      return new Client(serverClass, fingerprint, in.readLong(), in.readLong(), FrameBody.text(in));
    }
  }

  /**
   * The other process of the pair.
   *
   * @param serverClass the binary name of the class that the pair runs
   * @param fingerprint stands for its contract
   * @param epoch the epoch of the primary of the two
   * @param pid the process that says HELLO
   * @param startTicks when that process was started
   */
  record Peer(String serverClass, long fingerprint, long epoch, long pid, long startTicks)
      implements Hello {

    @Override
    public byte purpose() {
      return FrameType.PURPOSE_LINK;
    }

    @Override
    public void writeRest(WireOutput out) {
      out.writeLong(fingerprint);
      out.writeLong(epoch);
      out.writeLong(pid);
      out.writeLong(startTicks);
    }

    static Peer readRest(String serverClass, long fingerprint, WireInput in) {
      return new Peer(serverClass, fingerprint, in.readLong(), in.readLong(), in.readLong());
    }
  }

  /**
   * The command line. It may be of another build.
   *
   * @param serverClass the binary name of the class that it expects
   */
  record Command(String serverClass) implements Hello {

    @Override
    public byte purpose() {
      return FrameType.PURPOSE_ADMIN;
    }
  }

  /** The byte that says what the connection is for. */
  byte purpose();

  /** The binary name of the server class. */
  String serverClass();

  /** Writes what follows the server class: nothing, for a command. */
  default void writeRest(WireOutput out) {}

  @Override
  default byte type() {
    return FrameType.HELLO;
  }

  @Override
  default void write(WireOutput out) {
    out.writeInt(FrameType.MAGIC);
    out.writeVarInt(FrameType.PROTOCOL_VERSION);
    out.writeByte(purpose());
    out.writeString(serverClass());
    writeRest(out);
  }

  /**
   * Reads the first frame of a connection.
   *
   * @throws MalformedInputException when it is no HELLO
   */
  static void read(byte type, WireInput in, Handler handler) {
    if (type != FrameType.HELLO || in.readInt() != FrameType.MAGIC) {
      throw new MalformedInputException("something else than a HELLO");
    }
    int protocolVersion = in.readVarInt();
    byte purpose = in.readByte();
    String serverClass = FrameBody.text(in);
    if (purpose == FrameType.PURPOSE_ADMIN) {
      handler.command(new Command(serverClass));
      return;
    }
    long fingerprint = in.readLong();
    if (!handler.understands(protocolVersion, serverClass, fingerprint)) {
      return;
    }
    switch (purpose) {
      case FrameType.PURPOSE_CLIENT ->
          handler.client(Client.readRest(serverClass, fingerprint, in));
      case FrameType.PURPOSE_LINK -> handler.peer(Peer.readRest(serverClass, fingerprint, in));
      default -> throw new MalformedInputException("a HELLO of purpose " + purpose);
    }
  }
}
