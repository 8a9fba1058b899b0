package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.primary.SwitchoverSteps;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;

/**
 * The primary's connection to its standby. Either of the two may have opened it. The primary never
 * closes it while it serves; when the primary dies, the kernel closes it, and that close is the
 * obituary. Writer thread only.
 */
public final class StandbyLink implements Connection.Owner, StandbyMessage.Handler {

  /** Hears that a standby is there, and what becomes of it. */
  public interface Listener {

    /** The standby, or the successor that it has become, gives a sign of life. */
    void standbyHeard();

    /** The standby takes part from now on. */
    void standbyJoined();

    /** The standby serves now, in place of this process. */
    void standbyServes();

    /**
     * The switchover that is under way.
     *
     * @throws MalformedInputException if none is: the standby speaks of one
     */
    SwitchoverSteps switchover();

    /** The standby cannot understudy, and leaves. */
    void standbyLeaves(String why);

    /** The connection has ended. */
    void standbyLinkClosed();
  }

  private final PrimaryCore core;
  private final Listener listener;
  private final Connection connection;

  private StandbyLink(Connection connection, PrimaryCore core, Listener listener) {
    this.connection = connection;
    this.core = core;
    this.listener = listener;
  }

  /** Makes the link of a connection, whichever of the two has opened it. */
  public static StandbyLink over(Connection connection, PrimaryCore core, Listener listener) {
    StandbyLink link = new StandbyLink(connection, core, listener);
    connection.belongsTo(link);
    return link;
  }

  @Override
  public String peer() {
    return "standby";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    StandbyMessage.read(type, body, this);
  }

  @Override
  public void answered(byte[] bytes, int offset, int length) {
    core.standbyAnswered(bytes, offset, length);
  }

  @Override
  public void ask(long digested) {
    core.standbyAsked(digested);
  }

  @Override
  public void join(StandbyMessage.Join join) {
    if (core.standbyPhase() != StandbyPhase.NONE) {
      throw new MalformedInputException("that it joins, for the second time");
    }
    core.standbyJoined(join.digested());
    listener.standbyJoined();
  }

  @Override
  public void progress(StandbyMessage.Progress progress) {
    core.standbyProgressed(progress.digested());
  }

  @Override
  public void ready(StandbyMessage.Ready ready) {
    core.standbyReady(ready.digested());
  }

  @Override
  public void differs(StandbyMessage.Differs difference) {
    core.standbyDiffers(
        new Difference.OfResult(
            difference.sequence(),
            difference.method(),
            difference.primaryResult(),
            difference.standbyResult()));
  }

  @Override
  public void stateDiffers(StandbyMessage.StateDiffers difference) {
    core.standbyDiffers(new Difference.OfState(difference.sequence(), difference.field()));
  }

  @Override
  public void leaves(StandbyMessage.Leaves leaves) {
    listener.standbyLeaves(leaves.why());
  }

  @Override
  public void heartbeat() {
    listener.standbyHeard();
  }

  @Override
  public void takingOver() {
    listener.switchover().standbyIsReady();
  }

  @Override
  public void serves() {
    listener.switchover().successorServes();
    listener.standbyServes();
  }

  @Override
  public void goodbye() {
    listener.switchover().successorNeedsNobody();
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
    PrimaryMessage.Forward.send(
        connection, journaled, segmentFirst, journalOffset, bytes, offset, length);
    connection.flush(); // The standby digests while this process writes its journal.
  }

  public void goLive(long journaled) {
    connection.send(new PrimaryMessage.Live(journaled));
  }

  public void answer(long journaled) {
    if (!connection.isClosed()) {
      PrimaryMessage.Journaled.send(connection, journaled);
    }
  }

  /** Says that this writer makes progress, perhaps in the midst of a long turn. */
  public void sayAlive() {
    sendNow(PrimaryMessage.Signal.HEARTBEAT);
  }

  /** Ends the standby in order. */
  public void sayGoodbye() {
    sendNow(PrimaryMessage.Signal.GOODBYE);
  }

  /** Has a sleeper load the state. */
  public void wake() {
    sendNow(PrimaryMessage.Signal.WAKE);
  }

  /**
   * Asks the standby to make ready to serve.
   *
   * @param beginMicros since when clients wait
   */
  public void handOver(long beginMicros) {
    sendNow(new PrimaryMessage.HandOver(beginMicros));
  }

  /** Tells the standby that it can have the fence. */
  public void fenceFreed() {
    sendNow(PrimaryMessage.Signal.FENCE_FREED);
  }

  private void sendNow(PrimaryMessage message) {
    if (!connection.isClosed()) {
      connection.send(message);
      connection.flush();
    }
  }

  /** Takes all that the standby has sent before it died. */
  public void drain() {
    connection.drain();
  }

  /** Gives the link up; its standby is being killed, or dead. */
  public void close() {
    connection.close();
  }
}
