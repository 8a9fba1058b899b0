package dev.understudy.runtime.wire;

/**
 * The first byte of every frame. A frame is an int, the number of bytes that follow it (1 to {@link
 * #MAX_FRAME_BYTES}), this byte, and what its message writes: see the package {@code message}.
 */
public final class FrameType {

  /** The largest frame, without its length: 16 MiB. */
  public static final int MAX_FRAME_BYTES = 16 << 20;

  /** What every HELLO begins with. */
  public static final int MAGIC = 0x55445354;

  /** The version of these frames. */
  public static final int PROTOCOL_VERSION = 2;

  /** The first frame on every connection. */
  public static final byte HELLO = 1;

  // What a client says.
  public static final byte REQUEST = 2;
  public static final byte CONFIRM = 4;

  /** Any side: the connection ends in order. Nothing follows. */
  public static final byte GOODBYE = 3;

  // What a server says.
  public static final byte WELCOME = 16;
  public static final byte STANDING_BY = 17;
  public static final byte REFUSED = 18;
  public static final byte REPLY = 19;
  public static final byte STANDBY_CHANGED = 20;
  public static final byte OBITUARY = 21;
  public static final byte FAREWELL = 22;

  // What the two of a pair say on their link.
  public static final byte LINK_JOIN = 32;
  public static final byte LINK_PROGRESS = 33;
  public static final byte LINK_LIVE = 34;
  public static final byte LINK_FORWARD = 35;
  public static final byte LINK_ANSWER = 36;
  public static final byte LINK_READY = 37;
  public static final byte LINK_HEARTBEAT = 38;
  public static final byte LINK_ASK = 39;
  public static final byte LINK_JOURNALED = 40;
  public static final byte LINK_DIFFERS = 41;
  public static final byte LINK_HAND_OVER = 42;
  public static final byte LINK_TAKING_OVER = 43;
  public static final byte LINK_FENCE_FREED = 44;
  public static final byte LINK_WAKE = 45;
  public static final byte LINK_SERVES = 46;
  public static final byte LINK_LEAVES = 47;
  public static final byte LINK_STATE_DIFFERS = 56;

  // What the command line asks, and what it is answered.
  public static final byte ADMIN_REQUEST = 48;

  /** By this a process of an older build answers. */
  public static final byte ADMIN_REPLY = 49;

  public static final byte COMMAND_STATUS = 50;
  public static final byte COMMAND_STOPPING = 51;
  public static final byte COMMAND_SWITCHING_OVER = 52;
  public static final byte COMMAND_SWITCHOVER_PROGRESS = 53;

  // The purposes of a HELLO.
  public static final byte PURPOSE_CLIENT = 1;
  public static final byte PURPOSE_LINK = 2;
  public static final byte PURPOSE_ADMIN = 3;

  private FrameType() {}
}
