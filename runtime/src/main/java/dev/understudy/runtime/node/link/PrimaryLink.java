package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;

/**
 * This standby's connection to its primary, which neither closes while it lives. Its end without a
 * goodbye is the obituary, whichever side opened it. This much of it is the same in every mode and
 * standby role. Writer thread only.
 */
public class PrimaryLink implements Connection.Owner, PrimaryMessage.Handler {

  /** Hears of the end of the connection. */
  public interface Listener {

    /** The primary gives a sign of life. */
    void primaryHeard();

    /** This process has not come to the end to which the primary came. */
    void cannotUnderstudy(ReplayException e);

    /** The primary has said goodbye: it ends in order, and so does its standby. */
    void primaryLeft();

    /** The primary is about to hand over soon: a sleeper is to load the state. */
    void primaryWakes();

    /** The primary is about to hand over: this process is to make ready. */
    void primaryHandsOver(long beginMicros);

    /** The primary has freed the fence, and leaves once this process serves. */
    void fenceFreed();

    /** The connection is closed without a goodbye: an obituary, unless the fence says otherwise. */
    void connectionClosed();
  }

  private final Connection connection;
  private final Listener listener;
  private boolean left;
  private boolean unfit;

  public PrimaryLink(Connection connection, Listener listener) {
    this.connection = connection;
    this.listener = listener;
  }

  public final boolean isOpen() {
    return !connection.isClosed();
  }

  @Override
  public final String peer() {
    return "primary";
  }

  @Override
  public final void frame(Connection from, byte type, WireInput body) {
    listener.primaryHeard();
    if (unfit) {
      return; // What follows builds on what could not be digested.
    }
    try {
      PrimaryMessage.read(type, body, this);
    } catch (ReplayException e) {
      unfit = true;
      listener.cannotUnderstudy(e);
    }
  }

  @Override
  public final void heartbeat() {
    // That it came is all it says.
  }

  @Override
  public final void wake() {
    listener.primaryWakes();
  }

  @Override
  public final void handOver(PrimaryMessage.HandOver handOver) {
    listener.primaryHandsOver(handOver.beginMicros());
  }

  @Override
  public final void fenceFreed() {
    listener.fenceFreed();
  }

  @Override
  public final void goodbye() {
    left = true;
    listener.primaryLeft();
  }

  @Override
  public void forward(long journaled, long segmentFirst, long segmentOffset, WireInput records) {
    throw notHere(FrameType.LINK_FORWARD);
  }

  @Override
  public void live(PrimaryMessage.Live live) {
    throw notHere(live.type());
  }

  @Override
  public void journaled(long journaled) {
    throw notHere(FrameType.LINK_JOURNALED);
  }

  // Messages that belong to another mode or standby role.
  private static MalformedInputException notHere(byte type) {
    return new MalformedInputException("a frame of type " + type);
  }

  /** Says that this writer makes progress, perhaps in the midst of a long turn. */
  public final void sayAlive() {
    connection.send(StandbyMessage.Signal.HEARTBEAT);
    connection.flush();
  }

  /** Takes all that the primary has sent before it died. */
  public final void drain() {
    connection.drain();
  }

  /** Tells nobody of its end from now on, and is closed. */
  public final void forget() {
    expectEnd();
    connection.close();
  }

  /** Tells nobody of its end from now on. */
  public final void expectEnd() {
    left = true;
  }

  /** Tells the former primary that this process serves. */
  public final void tellThatThisServes() {
    if (isOpen()) {
      connection.send(StandbyMessage.Signal.SERVES);
      connection.flush();
    }
  }

  /** Tells the former primary that it is not needed any more, and is closed. */
  public final void sayGoodbye() {
    if (isOpen()) {
      connection.send(StandbyMessage.Signal.GOODBYE);
      connection.closeWhenSent();
    }
  }

  /** Never: clients wait for the other process. */
  @Override
  public final boolean sharesMemory() {
    return false;
  }

  /** Always: if both sides waited until the other reads, both would wait for ever. */
  @Override
  public boolean takesMore(long owedBytes) {
    return true;
  }

  /** Sends a message, unless the connection has ended. */
  final void send(StandbyMessage message) {
    connection.send(message);
  }

  /** Takes the frames of the update path. */
  final FrameSink frames() {
    return connection;
  }

  /** Takes an answer into the next frame of answers. */
  void answer(long sequence, byte[] outcome) {
    throw new IllegalStateException("update " + sequence + " was not forwarded, and is answered");
  }

  /** Sends the answers that were given since the last time. */
  public void sendAnswers() {}

  @Override
  public final void closed(Connection from) {
    if (!left) {
      listener.connectionClosed();
    }
  }
}
