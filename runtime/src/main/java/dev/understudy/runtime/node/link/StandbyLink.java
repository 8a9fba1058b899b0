package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * The primary's connection to its standby, which it never closes while it serves, whoever of the
 * two has opened it: when it dies, the kernel closes it, and that close is the obituary. Writer
 * thread only.
 */
public final class StandbyLink implements Connection.Owner {

  /** Who is told that a standby is there, and what becomes of it. */
  public interface Listener {

    /** The standby, or the successor that it has become, gives a sign of life. */
    void standbyHeard();

    /** The standby takes part from now on. */
    void standbyJoined();

    /** The standby serves now, in place of this process. */
    void standbyServes();

    /** The standby cannot understudy, and leaves. */
    void standbyLeaves(String why);

    /** The connection has ended. */
    void standbyLinkClosed();
  }

  private final PrimaryCore core;
  private final HandOver handOver;
  private final Listener listener;
  private final Connection connection;

  private StandbyLink(
      Connection connection, PrimaryCore core, HandOver handOver, Listener listener) {
    this.connection = connection;
    this.core = core;
    this.handOver = handOver;
    this.listener = listener;
  }

  /** Makes the link of a connection, whichever of the two has opened it. */
  public static StandbyLink over(
      Connection connection, PrimaryCore core, HandOver handOver, Listener listener) {
    StandbyLink link = new StandbyLink(connection, core, handOver, listener);
    connection.belongsTo(link);
    return link;
  }

  @Override
  public String peer() {
    return "standby";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    switch (type) {
      case FrameType.LINK_ANSWER -> answers(body);
      case FrameType.LINK_HEARTBEAT -> listener.standbyHeard();
      case FrameType.LINK_PROGRESS -> core.standbyProgressed(body.readLong());
      case FrameType.LINK_ASK -> core.standbyAsked(body.readLong());
      case FrameType.LINK_DIFFERS -> core.standbyDiffers(difference(body));
      case FrameType.LINK_TAKING_OVER -> handOver.ready();
      case FrameType.LINK_SERVES -> listener.standbyServes();
      case FrameType.GOODBYE -> handOver.needsNobody();
      case FrameType.LINK_LEAVES -> listener.standbyLeaves(String.valueOf(body.readString()));
      case FrameType.LINK_READY -> core.standbyReady(body.readLong());
      case FrameType.LINK_JOIN -> {
        if (core.standbyPhase() != StandbyPhase.NONE) {
          throw new MalformedInputException("that it joins, for the second time");
        }
        core.standbyJoined(body.readLong());
        listener.standbyJoined();
      }
      default -> throw new MalformedInputException("a frame of type " + type);
    }
  }

  private void answers(WireInput body) {
    body.readLong(); // The first sequence: for people who look at the wire; answers go in order.
    int count = body.readVarInt();
    for (int i = 0; i < count; i++) {
      int length = body.readVarInt();
      core.standbyAnswered(body.array(), body.skip(length), length);
    }
  }

  private static Difference difference(WireInput body) {
    return new Difference(
        body.readLong(),
        String.valueOf(body.readString()),
        String.valueOf(body.readString()),
        String.valueOf(body.readString()));
  }

  @Override
  public void closed(Connection from) {
    listener.standbyLinkClosed();
  }

  /** Never: clients wait for the other process. */
  @Override
  public boolean sharesMemory() {
    return false;
  }

  /** Always: if both sides waited until the other reads, both would wait for ever. */
  @Override
  public boolean takesMore(long owedBytes) {
    return true;
  }

  public void forward(
      byte[] bytes, int offset, int length, long journaled, long segmentFirst, long journalOffset) {
    if (connection.isClosed()) {
      return;
    }
    WireOutput out = connection.begin(FrameType.LINK_FORWARD);
    out.writeLong(journaled);
    out.writeLong(segmentFirst);
    out.writeLong(journalOffset);
    out.writeRaw(bytes, offset, length);
    connection.end();
    connection.flush(); // The standby digests while this process writes its journal.
  }

  public void goLive(long journaled) {
    if (!connection.isClosed()) {
      connection.begin(FrameType.LINK_LIVE).writeLong(journaled);
      connection.end();
    }
  }

  public void answer(long journaled) {
    if (!connection.isClosed()) {
      connection.begin(FrameType.LINK_JOURNALED).writeLong(journaled);
      connection.end();
    }
  }

  public void heartbeat() {
    if (!connection.isClosed()) {
      connection.send(FrameType.LINK_HEARTBEAT);
      connection.flush(); // Perhaps in the midst of a long turn.
    }
  }

  /** Ends the standby in order. */
  public void sayGoodbye() {
    if (!connection.isClosed()) {
      connection.send(FrameType.GOODBYE);
      connection.flush();
    }
  }

  public void wake() {
    if (!connection.isClosed()) {
      connection.send(FrameType.LINK_WAKE);
      connection.flush();
    }
  }

  void handOver(long beginMicros) {
    if (!connection.isClosed()) {
      connection.begin(FrameType.LINK_HAND_OVER).writeLong(beginMicros);
      connection.end();
      connection.flush();
    }
  }

  void fenceFreed() {
    if (!connection.isClosed()) {
      connection.send(FrameType.LINK_FENCE_FREED);
      connection.flush();
    }
  }

  /** Gives the link up; its standby is being killed, or dead. */
  public void close() {
    connection.close();
  }
}
