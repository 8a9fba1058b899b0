package dev.understudy.runtime.node;

import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.observe.EventLog;
import java.io.IOException;

/**
 * Has a snapshot made when enough was journaled since the last one: by a short-lived process of low
 * priority, so that neither the primary nor the standby's answers wait for it. Then removes what
 * the snapshot has made superfluous. Writer thread only.
 */
final class SnapshotKeeper {

  private final NodeContext context;
  private final EventLoop loop;
  private final Journal journal;
  private final StandbyKeeper keeper;
  private long bytesSince;
  private boolean underWay;

  SnapshotKeeper(NodeContext context, EventLoop loop, Journal journal, StandbyKeeper keeper) {
    this.context = context;
    this.loop = loop;
    this.journal = journal;
    this.keeper = keeper;
  }

  void journaled(int bytes) {
    bytesSince += bytes;
  }

  /** A good moment for what can wait: the pair is protected. */
  void standbyReady() {
    if (!underWay && context.children().wantsSnapshotter()) {
      start();
    }
  }

  void tick() {
    if (!underWay && bytesSince >= context.options().snapshotEveryBytes()) {
      start();
    }
  }

  private void start() {
    underWay = true;
    bytesSince = 0;
    keeper.offWriter(
        () -> {
          try {
            StandbyProcess process = context.children().startSnapshotter();
            process.death().thenRun(() -> loop.post(this::ended));
          } catch (IOException e) {
            EventLog.event("could not start the process that makes a snapshot", e);
            loop.post(() -> underWay = false);
          }
        });
  }

  private void ended() {
    underWay = false;
  }
}
