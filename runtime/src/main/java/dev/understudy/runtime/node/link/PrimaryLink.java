package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Optional;

/**
 * This standby's connection to its primary, which neither closes while it lives. Whoever has opened
 * it, its end without a goodbye is the obituary. This much of it is the same in every mode and
 * standby role. Writer thread only.
 */
public class PrimaryLink implements Connection.Owner {

  /** Who is told of the end of the connection. */
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
    try {
      if (!unfit) {
        handle(type, body);
      }
    } catch (ReplayException e) {
      unfit = true; // What follows builds on what could not be digested.
      listener.cannotUnderstudy(e);
    }
  }

  private void handle(byte type, WireInput body) {
    switch (type) {
      case FrameType.LINK_HEARTBEAT -> {
        // That it came is all it says.
      }
      case FrameType.LINK_WAKE -> listener.primaryWakes();
      case FrameType.LINK_HAND_OVER -> listener.primaryHandsOver(body.readLong());
      case FrameType.LINK_FENCE_FREED -> listener.fenceFreed();
      case FrameType.GOODBYE -> {
        left = true;
        listener.primaryLeft();
      }
      default -> take(type, body);
    }
  }

  /** Says that this writer makes progress, perhaps in the midst of a long turn. */
  public final void heartbeat() {
    connection.send(FrameType.LINK_HEARTBEAT);
    connection.flush();
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
      connection.send(FrameType.LINK_SERVES);
      connection.flush();
    }
  }

  /** Tells the former primary that it is not needed any more, and is closed. */
  public final void sayGoodbye() {
    if (isOpen()) {
      connection.send(FrameType.GOODBYE);
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

  /** Takes a frame that is special to a mode and a standby role. */
  void take(byte type, WireInput body) {
    throw new MalformedInputException("a frame of type " + type);
  }

  /**
   * Opens the journal where the primary said that it was written to; what lies before, this standby
   * has digested.
   *
   * @return empty if the primary has not said so
   */
  public Optional<JournalReader> journalTail(
      RunDirectory directory, JournalIdentity identity, long lastEpoch) {
    return Optional.empty();
  }

  /** Sends a frame, unless the connection has ended. */
  final WireOutput begin(byte type) {
    return connection.begin(type);
  }

  final void end() {
    connection.end();
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
