package dev.understudy.runtime.node;

import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.Snapshots;
import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Has a snapshot made when enough was journaled since the last one: by a short-lived process of low
 * priority, so that neither the primary nor the standby's answers wait for it. Then removes what
 * the snapshot has made superfluous. Writer thread only.
 */
final class SnapshotKeeper {

  private static final int KEPT_SNAPSHOTS = 2;

  private final NodeContext context;
  private final EventLoop loop;
  private final Journal journal;
  private final StandbyKeeper keeper;
  private final PrimaryCore core;
  private long bytesSince;
  private boolean underWay;
  private volatile boolean stopped;
  private volatile @Nullable StandbyProcess process;

  SnapshotKeeper(
      NodeContext context,
      EventLoop loop,
      Journal journal,
      StandbyKeeper keeper,
      PrimaryCore core) {
    this.core = core;
    this.context = context;
    this.loop = loop;
    this.journal = journal;
    this.keeper = keeper;
  }

  /** Takes what former reigns have journaled since the last snapshot into account. */
  void begin() {
    long lastSequence = core.applied();
    keeper.offWriter(
        () -> {
          long bytes = Snapshots.estimateJournaledSince(context.directory(), lastSequence);
          loop.post(() -> bytesSince += bytes);
        });
  }

  void journaled(int bytes) {
    bytesSince += bytes;
  }

  /** A good moment for what can wait: the pair is protected. */
  void standbyReady() {
    if (!underWay) {
      underWay = true;
      keeper.offWriter(
          () -> {
            if (context.children().wantsSnapshotter()) {
              start();
            } else {
              loop.post(() -> underWay = false);
            }
          });
    }
  }

  void tick() {
    if (!underWay && bytesSince >= context.options().snapshotEveryBytes()) {
      underWay = true;
      bytesSince = 0;
      keeper.offWriter(this::start);
    }
  }

  private void start() {
    try {
      StandbyProcess started = context.children().startSnapshotter();
      process = started;
      StandbyKeeper.whenDead(started, () -> loop.post(this::ended));
      if (stopped) {
        started.kill();
      }
    } catch (IOException | RuntimeException e) {
      EventLog.event("could not start the process that makes a snapshot", e);
      loop.post(() -> underWay = false);
    }
  }

  // A joiner reads the journal from the snapshot that it began with: nothing is removed under it.
  private void ended() {
    underWay = false;
    process = null;
    if (stopped) {
      return;
    }
    if (core.standbyPhase().isProtecting() || context.options().alone()) {
      keeper.offWriter(this::removeNeedless);
    }
  }

  private void removeNeedless() {
    long oldest = Snapshots.removeOlderThan(context.directory(), Long.MAX_VALUE, KEPT_SNAPSHOTS);
    loop.post(() -> removeBefore(oldest));
  }

  // A standby that reads the journal may lag behind the snapshots.
  private void removeBefore(long sequence) {
    try {
      journal.removeBefore(Math.min(sequence, core.standbyNeedsJournalAfter()));
    } catch (JournalFailedException e) {
      EventLog.event("could not remove what a snapshot has made needless", e);
    }
  }

  /** Makes no more snapshots, and ends the process that makes one. */
  void stop() {
    stopped = true;
    StandbyProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  /** Whether a process that makes a snapshot may be there. */
  boolean isUnderWay() {
    return underWay;
  }
}
