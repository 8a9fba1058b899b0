package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.PrimaryEffects;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.node.link.StandbyLink;
import dev.understudy.runtime.observe.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a primary's core has done for it: by the journal, and by the standby. Writer thread only.
 */
final class CoreEffects implements PrimaryEffects {

  private final Journal journal;
  private final boolean syncs;
  private final LastWords words;
  private @Nullable StandbyPeer standby;
  private @Nullable SnapshotKeeper snapshots;

  /**
   * @param syncs whether what was journaled is to outlive the loss of power
   */
  CoreEffects(Journal journal, boolean syncs, LastWords words) {
    this.journal = journal;
    this.words = words;
    this.syncs = syncs;
  }

  /** Whom it tells; to be called before anything else. */
  void through(StandbyPeer desk, SnapshotKeeper keeper) {
    standby = desk;
    snapshots = keeper;
  }

  private StandbyPeer standby() {
    if (standby == null) {
      throw new IllegalStateException("the core has begun before it could");
    }
    return standby;
  }

  @Override
  public boolean reserve(int bytes) {
    return journal.reserve(bytes);
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    StandbyLink link = standby().link();
    if (link != null) {
      link.forward(
          bytes, offset, length, journaled, journal.segmentFirst(), journal.segmentOffset());
    }
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long firstSequence, long lastSequence) {
    journal.append(bytes, offset, length, firstSequence, lastSequence);
    if (syncs) {
      journal.force();
    }
    if (snapshots != null) {
      snapshots.journaled(length);
    }
  }

  @Override
  public void goLive(long journaled) {
    StandbyLink link = standby().link();
    if (link != null) {
      link.goLive(journaled);
    }
  }

  @Override
  public void answerStandby(long journaled) {
    StandbyLink link = standby().link();
    if (link != null) {
      link.answer(journaled);
    }
  }

  @Override
  public void heartbeat() {
    StandbyLink link = standby().link();
    if (link != null) {
      link.sayAlive();
    }
  }

  @Override
  public boolean isStandbyDebugged() {
    return standby().isDebugged();
  }

  @Override
  public boolean isStandbyAtWork() {
    return standby().isAtWork();
  }

  @Override
  public void wakeStandby() {
    standby().wake();
  }

  @Override
  public void killStandby(String why) {
    standby().kill(why);
  }

  @Override
  public void dismissStandby() {
    standby().dismiss();
  }

  @Override
  public void standbyReady(long sequence) {
    standby().ready(sequence);
    if (snapshots != null) {
      snapshots.settled();
    }
  }

  @Override
  public void keepSuspects(List<SuspectCall> suspects) {
    words.keep(suspects);
  }

  @Override
  public void report(String event) {
    EventLog.event(event);
  }

  @Override
  public void standbyDiffers(Difference found) {
    standby().problems().differs(found);
  }
}
