package dev.understudy.runtime.node.loop;

import dev.understudy.runtime.core.ReadGate;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection of the event loop: frames in, frames out. Its owner changes once its first frame
 * has said what it is. Writer thread only.
 */
public final class Connection implements FrameSink {

  /** Takes the frames of a connection. */
  public interface Owner {

    /** What the peer is, for log lines: {@code client}, {@code standby}. */
    String peer();

    /**
     * A frame has come.
     *
     * @throws MalformedInputException if it makes no sense: the connection is closed
     */
    void frame(Connection connection, byte type, WireInput body);

    /** The connection is closed, by the peer, by its death, or by this side. Told once. */
    void closed(Connection connection);

    /**
     * Whether to read more from a peer to which so many bytes are owed. A peer that asks and does
     * not read the answers must not fill the memory of this process.
     */
    default boolean takesMore(long owedBytes) {
      return owedBytes < MAX_OWED_BYTES;
    }

    /** Whether the peer waits while the connections together hold too much memory. */
    default boolean sharesMemory() {
      return true;
    }
  }

  private static final int MAX_OWED_BYTES = 1 << 20;

  /** The connection as the selector calls it. */
  record Ready(Connection connection) implements Runnable {
    @Override
    public void run() {
      connection.ready();
    }
  }

  private final SocketChannel channel;
  private final EventLoop loop;
  private final SelectionKey key;
  private final FrameInput in = FrameInput.metered(FrameType.MAX_FRAME_BYTES);
  private final FrameOutput out = new FrameOutput();
  private final HeldMemory memory;
  private final ReadGate gate = new ReadGate();
  private Owner owner;
  private boolean dirty;
  private boolean closed;
  private boolean unreachable;
  private boolean draining;
  private long promisedBytes;

  Connection(SocketChannel channel, EventLoop loop, Owner owner) throws IOException {
    this.channel = channel;
    this.loop = loop;
    this.owner = owner;
    this.memory = new HeldMemory(loop.budget());
    channel.configureBlocking(false);
    this.key = loop.register(channel, SelectionKey.OP_READ, new Ready(this));
  }

  /** From now on frames up to this size are accepted. */
  void accept(int maxFrameBytes) {
    in.accept(maxFrameBytes);
  }

  public void belongsTo(Owner newOwner) {
    owner = newOwner;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public WireOutput begin(byte type) {
    return out.begin(type);
  }

  /** {@inheritDoc} It leaves when this turn of the loop ends, or at {@link #flush}. */
  @Override
  public void end() {
    out.end();
    if (unreachable) {
      out.discard();
    }
    if (unreachable || closed) {
      return;
    }
    memory.pending(out.pendingBytes());
    if (!dirty && !closed) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  /** Sends a message, unless the connection is closed. */
  public void send(Message message) {
    if (!closed) {
      message.send(this);
    }
  }

  /** Counts bytes that will be sent later; negative if fewer. See {@link Owner#takesMore}. */
  public void promise(int bytes) {
    promisedBytes += bytes;
  }

  private boolean takesMore() {
    return unreachable || owner.takesMore(promisedBytes + out.pendingBytes());
  }

  /**
   * A tick has passed in which others waited for memory. Closes this one if it uses its share for
   * nothing.
   */
  void tickWhileOthersWait() {
    if (memory.isHeldForNothing() && owner.sharesMemory() && !gate.isStarved()) {
      EventLog.event(
          "closed the connection of a %s: it holds %d bytes that others wait for, and neither sends nor reads"
              .formatted(owner.peer(), memory.heldBytes()));
      close();
    }
  }

  private void ready() {
    if (!closed && key.isWritable()) {
      flush();
    }
    if (!closed && key.isReadable()) {
      read();
    }
  }

  /**
   * Takes all that has come, although the turn may be long: the peer is dead, and its connection
   * does not end before its memory is freed.
   */
  public void drain() {
    draining = true;
    goOn();
    while (!closed && read() > 0) {} // Until nothing is left, which comes before its end.
    draining = false;
  }

  // Returns how many bytes have come.
  private int read() {
    if (!memory.take(in, owner.sharesMemory())) {
      leave(gate.starve());
      return 0;
    }
    int bytes = 0;
    boolean ended;
    try {
      bytes = in.readFrom(channel);
      memory.moved(Math.max(0, bytes));
      ended = bytes < 0;
    } catch (IOException e) {
      ended = true; // A reset says no more than an end does: the peer is gone.
    }
    takeFrames();
    if (ended) {
      close();
    }
    return bytes;
  }

  private void takeFrames() {
    takeWhole();
    if (!closed) {
      memory.giveBack(in);
    }
  }

  private void takeWhole() {
    try {
      while (!closed) {
        boolean lacksMemory = owner.sharesMemory() && loop.budget().isExhausted();
        ReadGate.Next next = gate.next(takesMore(), loop.turnIsLong() && !draining, lacksMemory);
        if (next != ReadGate.Next.TAKE) {
          leave(next);
          return;
        }
        if (!in.next()) {
          return;
        }
        owner.frame(this, in.type(), in.body());
      }
    } catch (MalformedInputException e) {
      closeAsMalformed(String.valueOf(e.getMessage()));
    }
  }

  // Frames that came already are left where they are, and nothing is read before them.
  private void leave(ReadGate.Next why) {
    key.interestOps(key.interestOps() & ~SelectionKey.OP_READ);
    switch (why) {
      case LATER -> loop.goOnLater(this);
      case WITH_MEMORY -> loop.goOnWithMemory(this);
      case LEAVE, TAKE -> {} // What holds it lets it go on.
    }
  }

  /** Takes nothing more from the peer until {@link #resume}. */
  public void pause() {
    gate.pause();
    if (!closed) {
      key.interestOps(key.interestOps() & ~SelectionKey.OP_READ);
    }
  }

  /** Goes on with what has come meanwhile. */
  public void resume() {
    gate.resume();
    goOn();
  }

  /** Takes what was left while the peer was owed too much, or a turn took too long. */
  void goOn() {
    if (gate.goOn() && !closed) {
      takeFrames();
    }
    if (gate.isOpen() && !closed) {
      key.interestOps(key.interestOps() | SelectionKey.OP_READ);
    }
  }

  /** Ends a connection whose peer does not keep to the protocol, with a log line. */
  public void closeAsMalformed(String why) {
    if (!closed) {
      EventLog.event("closed the connection of a " + owner.peer() + ": it sent " + why);
      close();
    }
  }

  /** Sends what is waiting, as far as the peer takes it. */
  public void flush() {
    dirty = false;
    if (closed) {
      return;
    }
    try {
      int before = out.pendingBytes();
      boolean allSent = out.flush(channel);
      memory.moved(before - out.pendingBytes());
      memory.pending(out.pendingBytes());
      if (allSent && gate.isClosing()) {
        close();
        return;
      }
      boolean takesMore = takesMore();
      if (gate.sent(takesMore)) {
        loop.goOnLater(this);
      }
      int interest = allSent ? 0 : SelectionKey.OP_WRITE;
      if (gate.isOpen() && takesMore) {
        interest |= SelectionKey.OP_READ;
      }
      if (key.interestOps() != interest) {
        key.interestOps(interest);
      }
    } catch (IOException e) {
      lostReader();
    }
  }

  // The peer is gone. What it said before it went is still to be read, up to the end, which is what
  // tells of its death: also where nothing was read because so much was owed to it.
  private void lostReader() {
    out.discard();
    memory.pending(0);
    if (gate.isClosing()) {
      close();
      return;
    }
    unreachable = true;
    gate.sent(true);
    loop.goOnLater(this);
  }

  /** Closes the connection once all that waits is sent. */
  public void closeWhenSent() {
    gate.close();
    if (out.pendingBytes() == 0) {
      close();
    } else if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  /** Closes the connection now. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    memory.release();
    try {
      channel.close();
    } catch (IOException e) {
      EventLog.event("could not close the connection of a " + owner.peer(), e);
    }
    owner.closed(this);
  }
}
