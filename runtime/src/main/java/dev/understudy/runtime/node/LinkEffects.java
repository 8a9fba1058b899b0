package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.StandbyEffects;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/** What a standby tells its primary, through the link if there is one. Writer thread only. */
final class LinkEffects implements StandbyEffects {

  private final Runnable whenReady;
  private @Nullable PrimaryLink link;

  /**
   * @param whenReady is run when the standby has become level
   */
  LinkEffects(Runnable whenReady) {
    this.whenReady = whenReady;
  }

  /** From now on there is a link. */
  void through(PrimaryLink primary) {
    link = primary;
  }

  @Override
  public void join(long digested) {
    if (link != null && !link.connection().isClosed()) {
      WireOutput out = link.connection().begin(FrameType.LINK_JOIN);
      out.writeLong(digested);
      out.writeLong(ProcessHandle.current().pid());
      link.connection().end();
    }
  }

  @Override
  public void progress(long digested) {
    send(FrameType.LINK_PROGRESS, digested);
  }

  @Override
  public void ready(long digested) {
    send(FrameType.LINK_READY, digested);
    whenReady.run();
  }

  private void send(byte type, long digested) {
    if (link != null && !link.connection().isClosed()) {
      link.connection().begin(type).writeLong(digested);
      link.connection().end();
    }
  }

  @Override
  public void answer(long sequence, byte[] outcome) {
    if (link != null) {
      link.answer(sequence, outcome);
    }
  }

  @Override
  public void heartbeat() {
    if (link != null && !link.connection().isClosed()) {
      link.connection().send(FrameType.LINK_HEARTBEAT);
    }
  }
}
