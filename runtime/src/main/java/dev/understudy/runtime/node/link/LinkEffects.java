package dev.understudy.runtime.node.link;

import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/** What a standby tells its primary, through the link if there is one. Writer thread only. */
public final class LinkEffects implements StandbyEffects {

  private @Nullable PrimaryLink link;

  /** Sends through this link from now on. */
  public void through(PrimaryLink primary) {
    link = primary;
  }

  @Override
  public void join(long digested) {
    send(new StandbyMessage.Join(digested, ProcessHandle.current().pid()));
  }

  @Override
  public void progress(long digested) {
    send(new StandbyMessage.Progress(digested));
  }

  @Override
  public void ready(long digested) {
    send(new StandbyMessage.Ready(digested));
  }

  @Override
  public void ask(long digested) {
    if (link != null && link.isOpen()) {
      StandbyMessage.Ask.send(link.frames(), digested);
    }
  }

  private void send(StandbyMessage message) {
    if (link != null) {
      link.send(message);
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
      link.send(message(difference));
    } else {
      // The primary is dead, and this is its successor: nobody else can tell.
      EventLog.event("this successor differs from its predecessor: " + difference);
    }
  }

  private static StandbyMessage message(Difference difference) {
    if (difference instanceof Difference.OfResult result) {
      return new StandbyMessage.Differs(
          result.sequence(), result.method(), result.primaryResult(), result.standbyResult());
    }
    Difference.OfState state = (Difference.OfState) difference;
    return new StandbyMessage.StateDiffers(state.sequence(), state.field());
  }

  @Override
  public void heartbeat() {
    if (link != null && link.isOpen()) {
      link.sayAlive();
    }
  }

  /** I cannot understudy, and leave. */
  public void leave(String why) {
    send(new StandbyMessage.Leaves(why));
  }

  /** I have all that I need to serve. */
  public void takeOver() {
    send(StandbyMessage.Signal.TAKING_OVER);
  }
}
