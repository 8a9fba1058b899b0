package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.StandbyPhase;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The primary's connection to its standby, which it never closes while it serves: when it dies, the
 * kernel closes it, and that close is the obituary. Writer thread only.
 */
final class StandbyLink implements Connection.Owner {

  /** Who is told that a standby is there, and what becomes of it. */
  interface Listener {

    /** The standby takes part from now on. */
    void standbyJoined();

    /** The connection has ended. */
    void standbyLinkClosed();
  }

  private final PrimaryCore core;
  private final Listener listener;
  private final Connection connection;

  private StandbyLink(SocketChannel channel, EventLoop loop, PrimaryCore core, Listener listener)
      throws IOException {
    this.core = core;
    this.listener = listener;
    this.connection = new Connection(channel, loop, this);
  }

  /**
   * Connects to a standby.
   *
   * @return the link, or empty if the standby does not listen yet
   */
  static Optional<StandbyLink> connect(
      Path endpoint,
      EventLoop loop,
      ServerClass serverClass,
      PrimaryCore core,
      ProcessIdentity self,
      Listener listener) {
    SocketChannel channel = open(endpoint);
    if (channel == null) {
      return Optional.empty();
    }
    try {
      StandbyLink link = new StandbyLink(channel, loop, core, listener);
      WireOutput out = link.connection.begin(FrameType.HELLO);
      Hello.write(out, FrameType.PURPOSE_LINK, serverClass.name());
      out.writeLong(Contracts.fingerprint(serverClass));
      out.writeLong(core.epoch());
      out.writeLong(self.pid());
      out.writeLong(self.startTicks());
      link.connection.end();
      return Optional.of(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable SocketChannel open(Path endpoint) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(endpoint));
      return channel;
    } catch (IOException e) {
      // It does not listen yet, or no longer: its death is told by the kernel, not from here.
      closeQuietly(channel);
      return null;
    }
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      EventLog.event("could not close a socket", e);
    }
  }

  @Override
  public String peer() {
    return "standby";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    switch (type) {
      case FrameType.LINK_ANSWER -> answers(body);
      case FrameType.LINK_HEARTBEAT -> core.standbyHeard();
      case FrameType.LINK_PROGRESS -> core.standbyProgressed(body.readLong());
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

  @Override
  public void closed(Connection from) {
    listener.standbyLinkClosed();
  }

  void forward(
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

  void goLive(long journaled) {
    if (!connection.isClosed()) {
      connection.begin(FrameType.LINK_LIVE).writeLong(journaled);
      connection.end();
    }
  }

  void heartbeat() {
    if (!connection.isClosed()) {
      connection.send(FrameType.LINK_HEARTBEAT);
    }
  }

  /** Ends the standby in order. */
  void sayGoodbye() {
    if (!connection.isClosed()) {
      connection.send(FrameType.GOODBYE);
      connection.flush();
    }
  }

  /** Gives the link up; its standby is being killed, or dead. */
  void close() {
    connection.close();
  }
}
