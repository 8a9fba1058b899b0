package dev.understudy.runtime.wire;

/**
 * The first byte of every frame. A frame is an int, the number of bytes that follow it (1 to {@link
 * #MAX_FRAME_BYTES}), this byte, and what its comment lists; strings, longs and so on as {@link
 * WireOutput} writes them.
 */
public final class FrameType {

  /** The largest frame, without its length: 16 MiB. */
  public static final int MAX_FRAME_BYTES = 16 << 20;

  /** What every HELLO begins with. */
  public static final int MAGIC = 0x55445354;

  /** The version of these frames. */
  public static final int PROTOCOL_VERSION = 2;

  /** The first frame on every connection: int MAGIC, varint version, byte purpose, string class. */
  public static final byte HELLO = 1;

  /** Client: long request, long confirmed below, varint operation, arguments to the end. */
  public static final byte REQUEST = 2;

  /** Client: long confirmed below; it has nothing else to say for now. */
  public static final byte CONFIRM = 4;

  /** Either side: the connection ends in order. Nothing follows. */
  public static final byte GOODBYE = 3;

  /**
   * Server: long session, long life of the state, long epoch, long pid of the primary, string
   * endpoint of the standby.
   */
  public static final byte WELCOME = 16;

  /** Standby to a client: I do not serve yet; WELCOME follows when I do. */
  public static final byte STANDING_BY = 17;

  /** Server: byte {@link Refusal}, string message; the connection is closed. */
  public static final byte REFUSED = 18;

  /** Server: long request, byte {@link ReplyStatus}, outcome or string message to the end. */
  public static final byte REPLY = 19;

  /** Server: string endpoint of the standby, null without one; whenever it changes. */
  public static final byte STANDBY_CHANGED = 20;

  /** Server: one obituary: see {@code ObituaryFrame}. */
  public static final byte OBITUARY = 21;

  /** Server to a client that has said goodbye: its session has ended. Nothing follows. */
  public static final byte FAREWELL = 22;

  /** Standby to primary: long recovered up to, long pid. */
  public static final byte LINK_JOIN = 32;

  /** Standby to primary: long digested up to. */
  public static final byte LINK_PROGRESS = 33;

  /** Primary to standby: long m; you are live from m + 1, and the journal is written up to m. */
  public static final byte LINK_LIVE = 34;

  /**
   * Primary to standby: long journaled up to, where that ends (long first sequence of the segment,
   * long offset in it), log records to the end.
   */
  public static final byte LINK_FORWARD = 35;

  /** Standby to primary: long first sequence, varint count, and so many outcomes, each as bytes. */
  public static final byte LINK_ANSWER = 36;

  /** Standby to primary: long digested up to; I am level. */
  public static final byte LINK_READY = 37;

  /** Either side of a link: I am alive, and my writer makes progress. */
  public static final byte LINK_HEARTBEAT = 38;

  /** Standby to primary: long digested up to; answer when there is more. */
  public static final byte LINK_ASK = 39;

  /** Primary to standby, the answer: long journaled up to. */
  public static final byte LINK_JOURNALED = 40;

  /**
   * Standby to primary: long sequence, string method, string result of the primary, string result
   * of the standby, which differs.
   */
  public static final byte LINK_DIFFERS = 41;

  /**
   * Primary to standby: long micros since 1970 at which clients began to wait; be ready to serve.
   */
  public static final byte LINK_HAND_OVER = 42;

  /** Standby to primary: I have all that I need, and serve as soon as the fence is free. */
  public static final byte LINK_TAKING_OVER = 43;

  /** Primary to standby: the fence is free. */
  public static final byte LINK_FENCE_FREED = 44;

  /** Primary to a sleeping standby: load the state, and keep up with the journal; I serve on. */
  public static final byte LINK_WAKE = 45;

  /** Standby to primary: I serve. From then on, a GOODBYE says that I have a standby of my own. */
  public static final byte LINK_SERVES = 46;

  /** Standby to primary, its last word: string why; I leave, and cannot take over. */
  public static final byte LINK_LEAVES = 47;

  /** Command line: string command. */
  public static final byte ADMIN_REQUEST = 48;

  /** Server: boolean done, string text. */
  public static final byte ADMIN_REPLY = 49;

  /** HELLO of a client: followed by long fingerprint, long session or 0, long life, string name. */
  public static final byte PURPOSE_CLIENT = 1;

  /** HELLO between the two of a pair: long fingerprint, long epoch, long pid, long start ticks. */
  public static final byte PURPOSE_LINK = 2;

  /** HELLO of the command line: nothing follows. */
  public static final byte PURPOSE_ADMIN = 3;

  private FrameType() {}
}
