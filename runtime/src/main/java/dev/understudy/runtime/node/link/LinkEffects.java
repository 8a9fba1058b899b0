package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/** What a standby tells its primary, through the link if there is one. Writer thread only. */
public final class LinkEffects implements StandbyEffects {

  private @Nullable PrimaryLink link;

  /** From now on there is a link. */
  public void through(PrimaryLink primary) {
    link = primary;
  }

  @Override
  public void join(long digested) {
    if (link != null && link.isOpen()) {
      WireOutput out = link.begin(FrameType.LINK_JOIN);
      out.writeLong(digested);
      out.writeLong(ProcessHandle.current().pid());
      link.end();
    }
  }

  @Override
  public void progress(long digested) {
    send(FrameType.LINK_PROGRESS, digested);
  }

  @Override
  public void ready(long digested) {
    send(FrameType.LINK_READY, digested);
  }

  @Override
  public void ask(long digested) {
    send(FrameType.LINK_ASK, digested);
  }

  private void send(byte type, long digested) {
    if (link != null && link.isOpen()) {
      link.begin(type).writeLong(digested);
      link.end();
    }
  }

  @Override
  public void answer(long sequence, byte[] outcome) {
    if (link != null) {
      link.answer(sequence, outcome);
    }
  }

  @Override
  public void differs(Difference difference) {
    if (link != null && link.isOpen()) {
      WireOutput out = link.begin(FrameType.LINK_DIFFERS);
      out.writeLong(difference.sequence());
      out.writeString(difference.method());
      out.writeString(difference.primaryResult());
      out.writeString(difference.standbyResult());
      link.end();
    } else {
      // The primary is dead, and this is its successor: nobody else can tell.
      EventLog.event("this successor's result differs: " + difference);
    }
  }

  @Override
  public void heartbeat() {
    if (link != null && link.isOpen()) {
      link.heartbeat();
    }
  }

  /** I cannot understudy, and leave. */
  public void leave(String why) {
    if (link != null && link.isOpen()) {
      link.begin(FrameType.LINK_LEAVES).writeString(why);
      link.end();
    }
  }

  /** I have all that I need to serve. */
  public void takeOver() {
    if (link != null && link.isOpen()) {
      link.begin(FrameType.LINK_TAKING_OVER);
      link.end();
    }
  }
}
